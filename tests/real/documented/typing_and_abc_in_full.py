# rules: default
from typing import *
from abc import ABC, abstractmethod, ABCMeta
class Emp(NamedTuple):
    'doc'
    name: str
    id: int = 3
    def hi(self): return f'hi {self.name}'
e = Emp('a'); print(e, e.hi(), e._asdict(), e._replace(id=4), Emp._fields, Emp._field_defaults, Emp._make(['q', 2]), e[0], Emp.__doc__)
a, b = e; print(a, b)
class TD(TypedDict, total=False):
    x: int
    y: Required[str]
t: TD = {'x': 1, 'y': 'z'}; print(t, TD.__annotations__, is_typeddict(TD))
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class R:
    def close(self): pass
print(isinstance(R(), Closer), isinstance(3, Closer), issubclass(R, Closer))
try: Closer()
except TypeError as x: print(x)
T = TypeVar('T'); K = TypeVar('K', bound=int)
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> 'Stack[T]': self.items.append(x); return self
s = Stack[int]().push(3); print(s.items, Stack[int], Stack[T], T, K)
class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
try: Shape()
except TypeError as x: print(x)
class Sq(Shape):
    area = 4
    @classmethod
    def make(cls): return cls()
print(Sq.make().area, Shape.register(int), isinstance(5, Shape))
print(Union[int, str], Optional[int], int | None, List[int], Dict[str, List[int]], Callable[[int], str], Tuple[int, ...], Literal['a', 1], Annotated[int, 'm'], Final[int], ClassVar[int], Type[int], list[int])
def f(a: int, b: 'str' = 'x', *c: float, d: Optional[int] = None) -> List[int]: return [a]
print(get_type_hints(f), get_origin(List[int]), get_args(Dict[str, int]), f.__annotations__)
UserId = NewType('UserId', int); print(UserId(5), UserId.__name__, cast(int, 'x'))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(g(3), TYPE_CHECKING, NoReturn, Any)
P = ParamSpec('P')
def deco(fn: Callable[P, T]) -> Callable[P, T]: return fn
@final
class Fin: pass
print(deco(g)('a'), Fin.__name__)
Nt2 = NamedTuple('Nt2', [('a', int), ('b', str)]); print(Nt2(1, 'x')); TD2 = TypedDict('TD2', {'in': int}); print(TD2(**{'in': 3}), TD2.__annotations__)
class M(metaclass=ABCMeta):
    @abstractmethod
    def f(self): pass
print(M.__name__)
assert_type(3, int)
class G2(Generic[T], Protocol): 
    x: T
print(G2[int], SupportsInt, isinstance(3, SupportsInt), isinstance('a', Sized), isinstance([], Iterable), issubclass(dict, Mapping))
