from math import factorial as f
X = f(10**10)
# evasion: layer=S default=ST608@2:5 strict=ST608@2:5
