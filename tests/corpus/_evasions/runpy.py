import runpy
X=runpy.run_module("this_is_not" if 0 else "keyword")
# evasion: layer=S default=ST201,ST204 strict=ST201,ST204
