n = "self"
X = getattr(len, f"{'_' * 2}{n!s:}{f'{chr(95)}' * 2}")
# evasion: layer=S default=ST302@2:18 strict=ST302@2:18
