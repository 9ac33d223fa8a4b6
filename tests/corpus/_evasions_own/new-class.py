import types
X = types.new_class("X")
# evasion: layer=S default=ST403@2:5 strict=ST201@1:8,ST101@2:5,ST403@2:5
