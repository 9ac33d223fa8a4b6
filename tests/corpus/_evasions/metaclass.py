class C(metaclass=lambda n,b,d: eval("1+1")): pass
X=C