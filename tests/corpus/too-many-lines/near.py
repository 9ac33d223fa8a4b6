a = 1
b = 2


c = """five\n\n\n"""