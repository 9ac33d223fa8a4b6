X = getattr(len, "a|__self__|b".partition("|")[2].split("|")[0])
# evasion: layer=S default=ST309@1:18,ST302@1:18 strict=ST309@1:18,ST302@1:18
