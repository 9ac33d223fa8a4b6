class G(ExceptionGroup):
    def split(self, c): return None, None
X = G
# evasion: layer=S default=ST405@2:9 strict=ST405@2:9
