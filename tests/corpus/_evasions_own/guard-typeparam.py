def f(_print_, *_inplacevar_, **_unpack_sequence_): pass
X = f
# evasion: layer=S default=ST103@1:17,ST103@1:33 strict=ST103@1:17,ST103@1:33
