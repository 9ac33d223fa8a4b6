from pathlib import os
X=os.system