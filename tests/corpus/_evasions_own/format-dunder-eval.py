class C:
    __format__ = lambda s, spec: str(eval(spec))
X = f"{C():1+1}"
# evasion: layer=S default=ST101@2:38 strict=ST101@2:38
