import abc
X = abc.ABCMeta("X", (), {})
# evasion: layer=S default=ST403@2:5 strict=ST403@2:5
