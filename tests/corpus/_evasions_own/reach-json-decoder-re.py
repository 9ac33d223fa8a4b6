import json
X = json.decoder.scanner
# evasion: layer=S default=ST303@2:10 strict=ST303@2:10
