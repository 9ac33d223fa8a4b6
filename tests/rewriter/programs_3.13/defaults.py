# Defaults of type parameters (PEP 696).
type Maybe[T = int, *Ts = *tuple[int, str], **P = [int]] = T | None


class Stack[T = str]:
    def push[U = T](self, item: T | U) -> None:
        self.items = [item]


def pick[T: int = bool](one: T) -> T:
    return one


print([p.__default__ for p in Maybe.__type_params__])
print(Stack.__type_params__[0].__default__, pick.__type_params__[0].__default__, pick(3))
type Bad[T = 1 // 0] = T
attempt(lambda: Bad.__type_params__[0].__default__)
