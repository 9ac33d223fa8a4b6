import builtins as b
X=b.eval
# evasion: layer=S default=ST101,ST201 strict=ST101,ST201
