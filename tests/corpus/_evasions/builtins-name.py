b=__builtins__
X=(b if isinstance(b,dict) else vars(b))["eval"]
# evasion: layer=S default=ST102@1:3 strict=ST102@1:3,ST101@2:33
