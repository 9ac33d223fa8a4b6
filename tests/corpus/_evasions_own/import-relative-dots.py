from ...... import x as X
# evasion: layer=S default=ST203@1:1 strict=ST203@1:1
