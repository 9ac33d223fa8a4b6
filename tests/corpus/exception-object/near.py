class Box:
    def __init__(self, obj):
        self.obj = obj


box = Box(1)
try:
    print(box.obj)
except AttributeError as error:
    print(error, error.name, error.args, box.obj)
