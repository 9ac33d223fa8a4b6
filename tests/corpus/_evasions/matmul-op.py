class C: __matmul__=staticmethod(eval)
X=C()@"1+1"
# evasion: layer=S default=ST101@1:34 strict=ST101@1:34
