# stopped-by: guard
# a read-only view hands the dict behind it to what it is compared with
import re
import string


class Thief:
    def __eq__(self, other):
        other["STOLEN"] = 1
        return False


re.RegexFlag.__members__ == Thief()
print("ESCAPED" if "STOLEN" in re.RegexFlag.__members__ else "kept")
string.Template.pattern.groupindex == Thief()
print("ESCAPED" if "STOLEN" in string.Template.pattern.groupindex else "kept")
