@eval
@lambda f:"1+1"
def X(): pass