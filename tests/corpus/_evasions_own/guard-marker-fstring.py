X = f"{1}􏕼getattr"
# evasion: layer=S default=ST703@1:10 strict=ST703@1:10
