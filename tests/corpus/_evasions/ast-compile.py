import codeop
X=codeop.compile_command("1+1")
# evasion: layer=S default=ST201@1:8 strict=ST201@1:8
