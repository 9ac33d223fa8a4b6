# Private attributes, properties and exceptions of classes.
class Refused(Exception):
    def __init__(self, wanted, left):
        super().__init__(f"{wanted} of {left}")
        self.wanted = wanted


class Account:
    def __init__(self, owner):
        self._owner = owner
        self._balance = 0
        self._history = []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        self._balance += amount
        self._history.append(("in", amount))

    def withdraw(self, amount):
        if amount > self._balance:
            raise Refused(amount, self._balance)
        self._balance -= amount
        self._history.append(("out", amount))

    def moved(self):
        return sum(amount for _, amount in self._history)


def main():
    accounts = [Account(f"owner {i}") for i in range(20)]
    refused = 0
    for round_number in range(400):
        for i, account in enumerate(accounts):
            account.deposit(i * round_number % 17)
            try:
                account.withdraw(round_number % 23)
            except Refused as error:
                refused += error.wanted
    return sum(a.balance for a in accounts), refused, sum(a.moved() for a in accounts)
