X=(lambda:0).__builtins__["eval"]
# evasion: layer=S default=ST301 strict=ST301
