import timeit
X=timeit.timeit("1+1",number=1)
# evasion: layer=S default=ST309@2:3 strict=ST201@1:8,ST309@2:3
