import functools
X=functools.reduce(getattr,["__class__","__base__","__subclasses__"],())()
# evasion: layer=S*,G default=ST309@2:41,ST309@2:52 strict=ST101@2:3,ST307@2:20,ST309@2:41,ST309@2:52
