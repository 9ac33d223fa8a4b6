from os import *
X=system