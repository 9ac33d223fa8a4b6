X=().__class__.__base__.__subclasses__()
# evasion: layer=S default=ST301 strict=ST301
