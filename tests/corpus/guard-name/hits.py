def _getattr_(value, name):  # expect: ST103
#   ^^^^^^^^^ expect: ST103
    return name


_write_ = print  # expect: ST103
print(_getitem_)  # expect: ST103
