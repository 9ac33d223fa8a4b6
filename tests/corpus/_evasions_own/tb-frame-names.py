X = lambda tb: tb.tb_frame.f_back.f_globals
# evasion: layer=S default=ST301@1:19,ST301@1:28,ST301@1:35 strict=ST301@1:19,ST301@1:28,ST301@1:35
