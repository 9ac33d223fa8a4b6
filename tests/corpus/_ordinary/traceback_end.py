# sets: default, education
def inner(x):
    return {"a": 1}[x]
def outer(x):
    print("before")
    return inner(x)
outer("missing")
