X=(lambda:0).__globals__["__builtins__"]
X=(X if isinstance(X,dict) else vars(X))["eval"]
# evasion: layer=S default=ST101,ST301,ST309 strict=ST101,ST301,ST309
