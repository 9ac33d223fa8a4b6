t = type
X = t("X", (), {})
# evasion: layer=S default=ST403@2:5 strict=ST403@2:5
