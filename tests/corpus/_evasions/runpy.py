import runpy
X=runpy.run_module("this_is_not" if 0 else "keyword")
# evasion: layer=S default=ST201@1:8,ST204@2:3 strict=ST201@1:8,ST204@2:3
