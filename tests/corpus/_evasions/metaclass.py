class C(metaclass=lambda n,b,d: eval("1+1")): pass
X=C
# evasion: layer=S default=ST402@1:9,ST101@1:33 strict=ST402@1:9,ST101@1:33
