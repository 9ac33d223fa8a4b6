import types
X=types.FunctionType