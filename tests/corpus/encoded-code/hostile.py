import base64 as b
from base64 import b64decode as d
from binascii import a2b_hex as h

d("X19pbXBvcnRfXygnb3MnKQ==")  # expect: ST310
b.b64decode("X19pbXBv" "cnRfXygnb3MnKQ==")  # expect: ST310
b.b64decode("X19pbXBv" + "cnRfXygnb3MnKQ==")  # expect: ST310
b.b64decode("==QKnM3bngyXfRncvBXbp91X"[::-1])  # expect: ST310
d("WDE5cGJYQnZjblJmWHlnbmIzTW5LUT09")  # expect: ST310
h("69 6d 70 6f 72 74 20 6f 73")  # expect: ST310
getattr(b, "b64decode")("ZXhlYyhpbnB1dCgpKQ==")  # expect: ST310
