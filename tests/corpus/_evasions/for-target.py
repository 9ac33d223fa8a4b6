for X in [eval]: pass
# evasion: layer=S default=ST101 strict=ST101
