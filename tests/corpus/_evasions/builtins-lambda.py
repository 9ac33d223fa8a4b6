X=(lambda:0).__globals__["__builtins__"]
X=(X if isinstance(X,dict) else vars(X))["eval"]