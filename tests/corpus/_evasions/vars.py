import os
X=vars(os)["system"]