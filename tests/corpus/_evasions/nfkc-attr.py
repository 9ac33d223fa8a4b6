import os
X=os.ſystem