import os.path as p
X=p.os