# stopped-by: guard
import textwrap, typing
class Probe: pass
typing.dataclass_transform()(textwrap.dedent)
print('ESCAPED' if '__dataclass_transform__' in dir(textwrap.dedent) else '')
