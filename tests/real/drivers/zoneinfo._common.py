import io


def block(version, size, format, transitions):
    return (b"TZif" + version + b"\0" * 15 + struct.pack(">6l", 0, 0, 0, len(transitions), 2, 8)
            + struct.pack(f">{len(transitions)}{format}", *[when for when, _ in transitions])
            + bytes(index for _, index in transitions) + struct.pack(">lbblbb", 3600, 0, 0, 7200, 1, 4) + b"CET\0CES\0")


old = block(b"\0", 4, "l", [(100, 1), (200, 0)])
new = block(b"2", 4, "l", [(1, 0)]) + block(b"2", 8, "q", [(-10**10, 0), (10**10, 1), (2 * 10**10, 0)]) + b"\nCET-1CES,M3.5.0,M10.5.0/3\n"
print(load_data(io.BytesIO(old)))
print(load_data(io.BytesIO(new)))
header = _TZifHeader.from_file(io.BytesIO(new))
print(header.version, header.timecnt, header.typecnt, header.charcnt, header.leapcnt)
for bad in (b"", b"TZif", b"nope" * 20):
    try:
        print(load_data(io.BytesIO(bad)))
    except (ValueError, struct.error) as e:
        print(type(e).__name__, e)
