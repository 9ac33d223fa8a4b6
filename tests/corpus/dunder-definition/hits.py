class A:
    def __getattribute__(self, name):  # expect: ST401
        return name

    def __del__(self):  # expect: ST401
        pass

    def __mro_entries__(self):  # expect: ST401
        return str, ()

    def __instancecheck__(self, value):  # expect: ST401
        pass
