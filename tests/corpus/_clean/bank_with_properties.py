class InsufficientFunds(Exception): ...


class Account:
    _next_id = 1
    interest_rate = 0.02

    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self.__balance = balance
        self._history = []
        self.id = Account._next_id
        Account._next_id += 1

    @property
    def balance(self):
        return self.__balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposit must be positive")
        self.__balance += amount
        self._history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.__balance:
            raise InsufficientFunds(f"need {amount - self.__balance:.2f} more")
        self.__balance -= amount
        self._history.append(("withdraw", amount))

    def __repr__(self):
        return f"<Account {self.id} {self.owner}: {self.__balance:.2f}>"


class Savings(Account):
    def add_interest(self):
        self.deposit(self.balance * self.interest_rate)


acc = Savings("Zoë", 100)
acc.deposit(50)
acc.add_interest()
try:
    acc.withdraw(1000)
except InsufficientFunds as exc:
    print("refused:", exc)
print(acc, acc._history, Account("x").id)
print(acc._Account__balance)
