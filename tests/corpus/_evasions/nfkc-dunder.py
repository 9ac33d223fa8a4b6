X=().__class__._＿base__.__subclasses__()
# evasion: layer=S default=ST301,ST701 strict=ST301,ST701
