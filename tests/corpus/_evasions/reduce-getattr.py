import functools
X=functools.reduce(getattr,["__class__","__base__","__subclasses__"],())()
# evasion: layer=S*,G default=ST309 strict=ST101,ST307,ST309
