class C: __class_getitem__=eval
X=C["1+1"]
# evasion: layer=S default=ST101@1:28 strict=ST401@1:10,ST101@1:28
