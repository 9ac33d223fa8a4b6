import math
X = math.factorial(10**10)
# evasion: layer=S default=ST608@2:5 strict=ST608@2:5
