import types
X = types.FrameType
# evasion: layer=S* default=- strict=ST201@1:8
