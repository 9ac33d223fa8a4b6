import uuid
X = uuid.os
# evasion: layer=S default=ST303@2:10 strict=ST201@1:8,ST206@2:5,ST303@2:10
