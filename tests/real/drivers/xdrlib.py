# leaves out: import warnings
# leaves out: warnings._deprecated
packer = Packer()
packer.pack_uint(9)
packer.pack_int(-5)
packer.pack_enum(2)
packer.pack_bool(True)
packer.pack_bool(False)
packer.pack_uhyper(45)
packer.pack_hyper(-45)
packer.pack_float(1.5)
packer.pack_double(-2.25)
packer.pack_string(b"hello world")
packer.pack_fopaque(5, b"abc")
packer.pack_list([1, 2, 3], packer.pack_int)
packer.pack_farray(2, [b"what", b"is"], packer.pack_string)
packer.pack_array([b"a", b"bc"], packer.pack_string)
data = packer.get_buffer()
print(len(data), data.hex())
unpacker = Unpacker(data)
print(unpacker.unpack_uint(), unpacker.unpack_int(), unpacker.unpack_enum(), unpacker.unpack_bool(), unpacker.unpack_bool())
print(unpacker.unpack_uhyper(), unpacker.unpack_hyper(), unpacker.unpack_float(), unpacker.unpack_double())
print(unpacker.unpack_string(), unpacker.unpack_fopaque(5), unpacker.unpack_list(unpacker.unpack_int))
print(unpacker.unpack_farray(2, unpacker.unpack_string), unpacker.unpack_array(unpacker.unpack_string))
unpacker.done()
unpacker.set_position(4)
print(unpacker.unpack_int(), unpacker.get_position())
for attempt in [lambda: packer.pack_int("x"), lambda: packer.pack_farray(3, [1], packer.pack_int), unpacker.done,
                lambda: Unpacker(b"\0").unpack_uint(), lambda: Unpacker(b"\0\0\0\5").unpack_list(None),
                lambda: packer.pack_fstring(-1, b"")]:
    try:
        print(attempt())
    except (Error, EOFError, ValueError, TypeError) as error:
        print(type(error).__name__, str(error)[:60])
