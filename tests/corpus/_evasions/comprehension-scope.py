class C:
    X=[f for f in [eval]][0]
X=C.X