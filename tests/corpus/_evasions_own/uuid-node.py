import uuid
X = uuid.getnode()
# evasion: layer=S default=ST205@2:10 strict=ST201@1:8
