class C: __class_getitem__=eval
X=C["1+1"]
# evasion: layer=S default=ST101 strict=ST101,ST401
