"""Write both schemas: `python -m plateau.roadmap.interchange docs/schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plateau.roadmap.interchange.schema import plan_schema, problem_schema

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, schema in (("problem", problem_schema()), ("plan", plan_schema())):
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
