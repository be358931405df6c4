"""Every text of the interface exists in English, and no translation is left over or unsure."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUE = Path("plateau/translations/en/LC_MESSAGES/messages.po")


def main() -> int:
    """0 when complete; 1 with what is missing."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as template:
        subprocess.run(
            [
                f"{Path(sys.executable).parent}/pybabel",
                "-q",
                "extract",
                "--mapping",
                "babel.cfg",
                "--keywords",
                "_l",
                "-o",
                template.name,
                ".",
            ],
            check=True,
        )
        wanted = {message.id for message in read_po(template) if message.id}
    with CATALOGUE.open("rb") as file:
        english = read_po(file, locale="en")
    problems = [
        f"not in the catalogue (run: make messages): {key}" for key in wanted - {m.id for m in english}
    ]
    for message in english:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(texts):
            problems.append(f"not translated: {message.id}")
        elif message.fuzzy:
            problems.append(f"unsure: {message.id}")
        elif list(message.check(english)):
            problems.append(f"other placeholders than the Dutch text: {message.id}")
        elif message.id not in wanted:
            problems.append(f"no longer used (run: make messages): {message.id}")
    for problem in sorted(map(str, problems)):
        print(problem)
    print(f"{len(wanted)} texts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
