# stopped-by: guard
import textwrap
from abc import abstractmethod, ABC
abstractmethod(textwrap.dedent)
class C(ABC):
    dedent = textwrap.dedent
try:
    C()
except TypeError:
    print('ESCAPED')
