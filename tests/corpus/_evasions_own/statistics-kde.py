import statistics
X = statistics.sys
# evasion: layer=S default=ST303@2:16 strict=ST206@2:5,ST303@2:16
