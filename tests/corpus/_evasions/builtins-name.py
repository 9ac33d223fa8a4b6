b=__builtins__
X=(b if isinstance(b,dict) else vars(b))["eval"]
# evasion: layer=S default=ST101,ST102 strict=ST101,ST102
