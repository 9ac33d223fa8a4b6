import marshal,types
X=types.FunctionType(marshal.loads(marshal.dumps((lambda:2).__code__)),{})()