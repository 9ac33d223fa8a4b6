import os as o
X=o.system