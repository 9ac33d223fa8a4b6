class G(ExceptionGroup):
    def split(self, condition):  # expect: ST405
        return (None, self)
