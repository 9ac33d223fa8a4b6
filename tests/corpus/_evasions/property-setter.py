import os
setattr(os,"a"+"b",os.system)
X=os.ab