def f(**k): return k
X = f(_write_=1)
# evasion: layer=S default=ST103@2:7 strict=ST103@2:7
