X=("{a."+"_"*2+"class"+"_"*2+"}").format_map({"a":1})
# evasion: layer=S*,G default=- strict=ST301,ST307
