a = 1
b = """



x  # expect: ST502
"""
