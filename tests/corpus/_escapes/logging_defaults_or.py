# stopped-by: guard
# logging joins its defaults with a record's dict by `|`
import logging


class Defaults:
    def __or__(self, values):
        seen.append(values)
        return {"a": 1}


seen = []
logging.Formatter("%(a)s", validate=False, defaults=Defaults()).formatMessage(object)
print("ESCAPED" if seen else "kept", seen)
