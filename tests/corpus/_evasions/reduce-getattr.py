import functools
X=functools.reduce(getattr,["__class__","__base__","__subclasses__"],())()