T = type("T", (), {"x": 1})  # expect: ST403
#   ^^^^^^^^^^^^^^^^^^^^^^^ expect: ST403
import types

U = types.new_class("U")  # expect: ST403
