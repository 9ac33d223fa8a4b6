def joined(x): x = [  # expect: ST406
    1,
    2,

    3,
]; return x


class C:
    @property
    @staticmethod
    async def text():  # expect: ST406
        return """
        1
        2
        3
        """
