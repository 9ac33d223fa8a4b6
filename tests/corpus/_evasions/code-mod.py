import code
i=code.InteractiveInterpreter({})
i.runsource("X=2")
X=i.locals["X"]
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
