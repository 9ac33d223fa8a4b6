X=f"{𝘦𝘷𝘢𝘭('1+1')}"
X=int(X)
# evasion: layer=S default=ST101,ST701 strict=ST101,ST701
