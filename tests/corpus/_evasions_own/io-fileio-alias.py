import io as i
f = i.FileIO
X = f
# evasion: layer=S default=ST101@2:5 strict=ST201@1:8,ST101@2:5
