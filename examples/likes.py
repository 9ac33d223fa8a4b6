def test(x, name="Johny"):
    return name + " likes " + str(x * x)
