import json
X = json.codecs
# evasion: layer=S default=ST303@2:10 strict=ST206@2:5,ST303@2:10
