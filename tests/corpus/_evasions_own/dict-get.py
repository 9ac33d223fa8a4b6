X = {"e": eval}.get("e")
# evasion: layer=S default=ST101@1:11 strict=ST101@1:11
