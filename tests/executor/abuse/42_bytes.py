# row: 42
# hex: 524541434845440a ff00c3281b5b33316defbbbf
say('REACHED')
os.write(1, b'\xff\x00\xc3\x28\x1b[31m\xef\xbb\xbf')
