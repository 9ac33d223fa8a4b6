class InsufficientFunds(Exception):
    def __init__(self, balance, amount):
        super().__init__(f"cannot take {amount} from {balance}")
        self.balance = balance
        self.amount = amount


class Account:
    _next_number = 1

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.__history = []
        self.number = Account._next_number
        Account._next_number += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError("negative balance")
        self._balance = value

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self._balance, amount)
        self._balance -= amount
        self.__history.append(-amount)
        return self

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    @staticmethod
    def currency():
        return "EUR"

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self._balance})"


account = Account("Ann", 100)
account.withdraw(30).balance += 5
print(account, Account.empty("Bob"), Account.currency())
try:
    account.withdraw(1000)
except InsufficientFunds as error:
    print(error, error.balance, error.amount)
finally:
    print("done")
