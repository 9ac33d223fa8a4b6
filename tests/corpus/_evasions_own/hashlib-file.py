import hashlib
X = hashlib.file_digest
# evasion: layer=S default=ST205@2:13 strict=ST205@2:13
