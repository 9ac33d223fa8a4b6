import base64
exec(base64.b64decode("WD0x"))
# evasion: layer=S default=ST101@2:1 strict=ST101@2:1
