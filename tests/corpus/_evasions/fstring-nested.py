X=int(f"{(y:=eval)(f'{1}+1')}")
# evasion: layer=S default=ST101 strict=ST101
