import marshal,types
X=types.FunctionType(marshal.loads(marshal.dumps((lambda:2).__code__)),{})()
# evasion: layer=S default=ST201@1:8,ST101@2:3,ST301@2:61 strict=ST201@1:8,ST201@1:16,ST101@2:3,ST301@2:61
