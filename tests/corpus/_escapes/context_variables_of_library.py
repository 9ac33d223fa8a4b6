# stopped-by: guard
# a context lists decimal's variable, and decimal's C code takes what is set for a context
import contextvars
import decimal

decimal.getcontext()
for variable in contextvars.copy_context():
    print("ESCAPED", variable)
    variable.set((1, 2, 3))
    print(decimal.Decimal(1) / 3)
