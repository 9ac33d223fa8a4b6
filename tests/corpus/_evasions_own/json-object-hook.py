import json
X = json.loads("{}", object_hook=eval)
# evasion: layer=S default=ST101@2:34 strict=ST101@2:34
