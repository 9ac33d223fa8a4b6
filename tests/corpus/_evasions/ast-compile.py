import codeop
X=codeop.compile_command("1+1")