X=(lambda:0).__globals__["__builtins__"]
X=(X if isinstance(X,dict) else vars(X))["eval"]
# evasion: layer=S default=ST301@1:14,ST309@1:26 strict=ST301@1:14,ST309@1:26,ST901@2:20,ST101@2:33
