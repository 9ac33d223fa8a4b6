match ():
    case object(__class__=c): X=c