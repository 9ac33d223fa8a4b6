import statistics
X = statistics.random._os
# evasion: layer=S default=ST303@2:23 strict=ST206@2:5,ST303@2:23
