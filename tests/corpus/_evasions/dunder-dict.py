import os
X=os.__dict__["sys"+"tem"]