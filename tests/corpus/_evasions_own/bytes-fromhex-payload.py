X = bytes.fromhex("5f5f696d706f72745f5f28276f732729")
# evasion: layer=S* default=ST310@1:5 strict=ST310@1:5
