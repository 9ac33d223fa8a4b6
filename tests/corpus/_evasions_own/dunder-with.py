import contextlib
with contextlib.nullcontext() as __builtins__: X = 1
# evasion: layer=S default=ST102@2:34 strict=ST201@1:8,ST102@2:34
