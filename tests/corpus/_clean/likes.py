def test(x, name="Johny"):
    return name + " likes " + str(x * x)


print(test(5), test(x=3, name="Ann"))
