"""What CPython's compiler says of texts: reads "<bytes>\n<text>" again and again from the file that the
first argument names, and prints a line for each: OK, or the error's type, line, column and message."""

import sys
import warnings

warnings.simplefilter("ignore")
with open(sys.argv[1], "rb") as source:
    while header := source.readline():
        text = source.read(int(header))
        try:
            compile(text, "text.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
            message = str(getattr(error, "msg", error)).replace("\n", " ")
            line, column = getattr(error, "lineno", 0), getattr(error, "offset", 0)
            print(type(error).__name__, line, column, message.encode("ascii", "replace").decode())
        else:
            print("OK")
