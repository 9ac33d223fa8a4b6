X=f"{𝘦𝘷𝘢𝘭('1+1')}"
X=int(X)
# evasion: layer=S default=ST101@1:6,ST701@1:6 strict=ST101@1:6,ST701@1:6
