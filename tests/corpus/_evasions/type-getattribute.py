import os
X=object.__getattribute__(os,"sys"+"tem")