class A:
    def __getattribute__(self, name):  # expect: ST401
        return name

    def __del__(self):  # expect: ST401
        pass

    def __reduce__(self):  # expect: ST401
        return str, ()

    def __setattr__(self, name, value):  # expect: ST401
        pass
