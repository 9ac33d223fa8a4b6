import base64
import binascii
import codecs  # expect: ST201

base64.b64decode("X19pbXBvcnRfXygnb3MnKS5zeXN0ZW0oJ2lkJyk=")  # expect: ST310
bytes.fromhex("6576616c2827312b312729")  # expect: ST310
binascii.unhexlify(b"696d706f7274206f730a")  # expect: ST310
base64.b32decode("MV3GC3BIEIYSWMJCFE======")  # expect: ST310
codecs.decode("rkrp('1')", "rot13")  # expect: ST310
