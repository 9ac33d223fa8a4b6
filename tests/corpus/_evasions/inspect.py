import inspect
X=inspect.currentframe()