X = sum(range(10**15))
# evasion: layer=S default=ST608@1:5 strict=ST608@1:5
