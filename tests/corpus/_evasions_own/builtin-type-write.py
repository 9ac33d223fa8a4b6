str.join = 1
X = 1
# evasion: layer=S default=ST304@1:1 strict=ST304@1:1
