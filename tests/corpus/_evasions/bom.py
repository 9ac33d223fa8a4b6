import os
X=os.system