import io
X = io.open
# evasion: layer=S default=ST101@2:5 strict=ST201@1:8,ST101@2:5
