b=globals()["__builtins__"]
X=(b if isinstance(b,dict) else b.__dict__)["eval"]
# evasion: layer=S default=ST101,ST301,ST309 strict=ST101,ST301,ST309
