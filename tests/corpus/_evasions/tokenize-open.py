import tokenize
X=tokenize.open("/etc/hostname").read()