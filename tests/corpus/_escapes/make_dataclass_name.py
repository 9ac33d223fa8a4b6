# stopped-by: guard
import dataclasses
C = dataclasses.make_dataclass("C", [("a=print('ESCAPED')", int)])
C()
