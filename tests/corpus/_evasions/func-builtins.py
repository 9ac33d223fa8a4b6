X=(lambda:0).__builtins__["eval"]
# evasion: layer=S default=ST301@1:14 strict=ST301@1:14
