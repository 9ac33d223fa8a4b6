class C: __getitem__=lambda s,k:eval(k)
X=C()["1+1"]
# evasion: layer=S default=ST101@1:33 strict=ST101@1:33
