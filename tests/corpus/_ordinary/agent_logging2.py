# sets: agent, default
import logging
import json
import time
from typing import Any
logging.basicConfig(level=logging.INFO, format="%(name)s:%(levelname)s:%(message)s")
log = logging.getLogger("solver")
log.info("start")
def solve(n: int) -> dict[str, Any]:
    start = time.time()
    res = {"n": n, "sum": sum(range(n)), "squares": [i * i for i in range(n) if i % 2 == 0]}
    log.info("solved in %.0f s", time.time() - start)
    try:
        return res
    except Exception as exc:
        log.exception("failed")
        raise
print(json.dumps(solve(10)))
try:
    1/0
except ZeroDivisionError:
    log.exception("oops")
