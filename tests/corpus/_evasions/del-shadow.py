eval=None
del eval
X=eval