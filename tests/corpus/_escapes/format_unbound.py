# stopped-by: guard
text = str.format('{0.__init__.__globals__}', type('X', (), {}))
print('ESCAPED', text)
