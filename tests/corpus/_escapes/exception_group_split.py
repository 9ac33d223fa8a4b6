# stopped-by: guard
class G(ExceptionGroup):
    def split(self, c):
        return (None,)
try:
    raise G('g', [ValueError(1)])
except* ValueError:
    pass
print('ESCAPED')
