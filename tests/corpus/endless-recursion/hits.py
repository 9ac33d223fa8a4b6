def f(n):
    return n * f(n - 1)  # expect: ST607
    #          ^^^^^^^^ expect: ST607


class Tree:
    def size(self):
        return self.size() + 1  # expect: ST607
