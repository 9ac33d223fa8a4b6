X = max(["print(1)"], key=eval)
# evasion: layer=S default=ST101@1:27 strict=ST101@1:27
