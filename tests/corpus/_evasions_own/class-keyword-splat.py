kw = {"metaclass": type}
class X(**kw): pass
# evasion: layer=S default=ST402@2:9 strict=ST501@2:1,ST402@2:9
