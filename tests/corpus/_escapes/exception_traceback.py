# stopped-by: rule, guard
try:
    1 / 0
except Exception as e:
    print('ESCAPED', e.__traceback__.tb_frame.f_globals)
