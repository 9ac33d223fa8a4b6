# stopped-by: rule, guard
match ():
    case object(__class__=c):
        print('ESCAPED', c)
