class Account:
    def __init__(self, owner):
        self._owner = owner
        self.__secret = 1
        self.code = 2
        self.frame = self.globals = None

    def __repr__(self):
        return f"{self.__class__.__name__}({self._owner})"

    def __eq__(self, other):
        return other._owner == self._owner and other.__secret == self.__secret


class Savings(Account):
    def __init__(self, owner):
        super().__init__(owner)
        Account.__init__(self, owner)


account = Savings("me")
print(account, account.code, account.frame, [].__len__(), account._owner, "globals".upper())
