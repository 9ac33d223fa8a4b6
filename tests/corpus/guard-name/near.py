def _getattr(value, name):
    return name


_get_attr_ = _getattr
getattr_ = _get_attr_
__getattr = 1
_private_ = "_getattr_"
print(getattr_(1, "x"), _private_)


class Box:
    def _get_item_(self):
        return self


print(Box)
