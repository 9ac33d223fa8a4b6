import base64
import binascii

print(base64.b64decode("aGVsbG8gd29ybGQ="))
print(bytes.fromhex("deadbeef00ff"))
print(binascii.unhexlify("ff00"))
print(base64.b64decode(input()))
print(b"abc".decode("utf-8"))


def b64decode(text):
    return text


b64decode("X19pbXBvcnRfXygnb3MnKQ==")
