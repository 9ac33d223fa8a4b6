import functools
@functools.singledispatch
def f(a): pass
@f.register
def _(a: "print(1)"): pass
X = f
# evasion: layer=S default=ST404@5:10 strict=ST101@2:2,ST408@2:2,ST404@5:10
