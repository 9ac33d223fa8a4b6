X=("{a."+"_"*2+"class"+"_"*2+"}").format_map({"a":1})
# evasion: layer=S*,G default=- strict=ST307@1:3,ST302@1:4,ST301@1:35
