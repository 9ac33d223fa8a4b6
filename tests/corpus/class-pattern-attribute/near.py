class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


match Point(1, 2):
    case Point(0, y):
        print(y)
    case Point(x=1, y=Point(x=a)) | Point(x=a, y=2):
        print("yes", a)
match {"globals": 1}:
    case {"gi_frame": f}:
        print(f)
match 1j:
    case complex(real=r, imag=i):
        print(r, i)
