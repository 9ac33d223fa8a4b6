X = (lambda x: lambda: x)(1).__closure__
# evasion: layer=S default=ST301@1:30 strict=ST301@1:30
