import builtins as b
X=b.eval