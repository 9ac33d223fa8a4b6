import secrets
X = secrets.token_hex(10**12)
# evasion: layer=S default=ST608@2:5 strict=ST201@1:8,ST608@2:5
