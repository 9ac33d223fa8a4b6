class C(metaclass=lambda n,b,d: eval("1+1")): pass
X=C
# evasion: layer=S default=ST101,ST402 strict=ST101,ST402
