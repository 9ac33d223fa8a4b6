# sets: default, education
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need = need
        self.have = have

class Account:
    _next_id = 1000
    interest_rate = 0.02

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.__balance = balance
        self._log = []
        self.id = Account._next_id
        Account._next_id += 1

    @property
    def balance(self):
        return self.__balance

    @balance.setter
    def balance(self, v):
        if v < 0:
            raise InsufficientFunds(-v, self.__balance)
        self._log.append((self.__balance, v))
        self.__balance = v

    @classmethod
    def from_string(cls, s):
        owner, bal = s.split("-")
        return cls(owner, int(bal))

    @staticmethod
    def is_valid(n):
        return n > 0

    def __str__(self):
        return f"{self.__class__.__name__}<{self.owner}: {self.balance}>"

    __repr__ = __str__

class Savings(Account):
    def __init__(self, *args, rate=None, **kwargs):
        super().__init__(*args, **kwargs)
        if rate:
            self.interest_rate = rate

    def add_interest(self):
        self.balance += int(self.balance * self.interest_rate)

a, s = Account("Ann", 50), Savings.from_string("Sam-200")
a.balance -= 20
try:
    a.balance -= 100
except InsufficientFunds as e:
    print("refused:", e, e.need, e.have, e.args)
s.add_interest()
print(a, s, Account.is_valid(3), a._log, s._log, a.id, s.id, Account._next_id)
print(hasattr(a, "owner"), getattr(a, "nope", "default"), isinstance(s, Account), issubclass(Savings, Account))
a.nickname = "annie"
print(a.nickname, a._Account__balance)
del a.nickname
print(hasattr(a, "nickname"))
