import random
X=random._os.system