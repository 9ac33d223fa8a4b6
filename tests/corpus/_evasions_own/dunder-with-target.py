import contextlib
class C: pass
c = C()
with contextlib.nullcontext({}) as c.__dict__: pass
X = c
# evasion: layer=S default=ST301@4:38 strict=ST201@1:8,ST301@4:38
