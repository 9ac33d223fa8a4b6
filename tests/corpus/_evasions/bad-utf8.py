#ÿ
import os
X=os.system