# stopped-by: guard
import timeit
timeit.timeit("print('ESCAPED')", number=1)
