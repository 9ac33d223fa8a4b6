import io
X = io.TextIOWrapper
# evasion: layer=S default=ST205@2:8 strict=ST201@1:8
