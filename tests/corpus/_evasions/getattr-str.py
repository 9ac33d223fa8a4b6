import os
X=getattr(os,"system")