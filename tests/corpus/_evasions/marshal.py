import marshal,types
X=types.FunctionType(marshal.loads(marshal.dumps((lambda:2).__code__)),{})()
# evasion: layer=S default=ST101,ST201,ST301 strict=ST101,ST201,ST301
