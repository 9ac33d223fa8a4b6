# stopped-by: guard
import io
print('ESCAPED', io.FileIO(1))
