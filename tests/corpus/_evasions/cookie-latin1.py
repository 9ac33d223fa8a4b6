# coding: latin-1
import os
s="é"
X=os.system