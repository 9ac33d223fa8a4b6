b=__builtins__
X=(b if isinstance(b,dict) else vars(b))["eval"]