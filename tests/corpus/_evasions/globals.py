b=globals()["__builtins__"]
X=(b if isinstance(b,dict) else b.__dict__)["eval"]
# evasion: layer=S default=ST101@1:3,ST309@1:13,ST301@2:35 strict=ST101@1:3,ST309@1:13,ST301@2:35
