X=().__class__._＿base__.__subclasses__()
# evasion: layer=S default=ST301@1:16,ST701@1:16,ST301@1:25 strict=ST301@1:6,ST301@1:16,ST701@1:16,ST301@1:25
