class C:
    def __del__(s): pass
X=C()
# evasion: layer=G,O default=ST401@2:9 strict=ST401@2:9
