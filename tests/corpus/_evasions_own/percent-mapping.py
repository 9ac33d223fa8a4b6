class C:
    def __getitem__(s, k): return eval(k)
X = "%(1+1)s" % C()
# evasion: layer=S default=ST101@2:35 strict=ST101@2:35
