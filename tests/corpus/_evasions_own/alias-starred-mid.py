first, *mid, last = print, eval, exec, len
X = mid[0]("2")
# evasion: layer=S default=ST101@1:28,ST101@1:34 strict=ST101@1:28,ST101@1:34
