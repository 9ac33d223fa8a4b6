args = ((), "__class__")
X = getattr(*args)
# evasion: layer=S* default=- strict=ST307@2:5
