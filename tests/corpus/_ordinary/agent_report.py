# sets: agent
from __future__ import annotations
import json, re, sys, textwrap
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Iterable, Iterator, Sequence
@dataclass(slots=True)
class Record:
    """One parsed log line."""
    ts: datetime
    level: str
    msg: str
    extra: dict[str, Any] = field(default_factory=dict, repr=False)
LINE_RE = re.compile(r"^(?P<ts>\S+)\s+\[(?P<level>[A-Z]+)\]\s+(?P<msg>.*?)(?:\s+(?P<extra>\{.*\}))?$")
RAW = textwrap.dedent("""\
    2024-01-02T03:04:05Z [INFO] started {"pid": 7}
    2024-01-02T03:05:05Z [ERROR] disk full
    garbage
    2024-01-02T03:06:00Z [INFO] stopped {"pid": 7, "code": null}
""")
def parse(lines: Iterable[str]) -> Iterator[Record]:
    for no, line in enumerate(lines, 1):
        m = LINE_RE.match(line)
        if m is None:
            print(f"WARN line {no}: cannot parse {line!r}", file=sys.stderr)
            continue
        yield Record(datetime.fromisoformat(m["ts"].replace("Z", "+00:00")), m["level"], m["msg"], json.loads(m["extra"] or "{}"))
def main(argv: Sequence[str] | None = None) -> int:
    records = list(parse(RAW.splitlines()))
    span = max(r.ts for r in records) - min(r.ts for r in records)
    by_level: dict[str, list[Record]] = {}
    for r in records: by_level.setdefault(r.level, []).append(r)
    result = {"count": len(records), "span_s": span.total_seconds(), "levels": {k: len(v) for k, v in by_level.items()}, "tz": str(records[0].ts.tzinfo == timezone.utc), "codes": [r.extra.get("code", "?") for r in records]}
    print(json.dumps(result, ensure_ascii=False, separators=(",", ":")))
    print(records[1])
    return 0 if result["count"] == 3 else 1
if __name__ == "__main__": sys.exit(main())
