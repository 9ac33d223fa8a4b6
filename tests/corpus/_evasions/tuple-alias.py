a,b=eval,exec
X=a