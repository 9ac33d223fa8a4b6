import timeit
X=timeit.timeit("1+1",number=1)
# evasion: layer=S default=ST201 strict=ST201
