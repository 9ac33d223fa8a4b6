import base64
X = base64.b64decode("X19pbXBvcnRfXygnb3MnKQ==")
# evasion: layer=S* default=ST310@2:5 strict=ST310@2:5
