X=().__class__.__base__.__subclasses__()
# evasion: layer=S default=ST301@1:16,ST301@1:25 strict=ST301@1:6,ST301@1:16,ST301@1:25
