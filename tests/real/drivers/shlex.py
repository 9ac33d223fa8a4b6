print(split("ls -l 'my file.txt' \"a b\" c\\ d # no comment"), split("a b # c", comments=True))
print(join(["echo", "it's", "two words", ""]), quote("plain"), quote("it's $HOME"))
lex = shlex("a=b; if x>=1 && y 'q r' then", punctuation_chars=True)
print(list(lex))
lex = shlex("alpha beta.gamma # trailing\n delta", posix=True)
lex.wordchars += "."
print(list(lex), lex.lineno)
try:
    split("un 'closed")
except ValueError as e:
    print("ValueError", e)
