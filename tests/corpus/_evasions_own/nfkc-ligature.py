X = print.__selﬁ__ if 0 else ﬁlter
# evasion: layer=S default=ST301@1:11,ST701@1:11,ST701@1:30 strict=ST301@1:11,ST701@1:11,ST701@1:30
