import builtins as b
X=b.eval
# evasion: layer=S default=ST201@1:8,ST101@2:3 strict=ST201@1:8,ST101@2:3
