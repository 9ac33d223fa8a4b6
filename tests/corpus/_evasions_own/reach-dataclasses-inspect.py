import dataclasses
X = dataclasses.inspect
# evasion: layer=S default=ST303@2:17 strict=ST206@2:5,ST303@2:17
