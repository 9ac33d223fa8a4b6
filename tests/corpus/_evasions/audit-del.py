class C:
    def __del__(s): pass
X=C()
# evasion: layer=G,O default=ST401 strict=ST401
