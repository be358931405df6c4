"""Rules over the files: no room without a name, no module that holds two."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VAGUE = {"utils", "helpers", "common", "misc", "manager"}
LONGEST = 400


def modules() -> list[Path]:
    return [path for path in (ROOT / "plateau").rglob("*.py") if "versions" not in path.parts]


def test_no_module_has_a_vague_name() -> None:
    assert not [path for path in modules() if path.stem in VAGUE]


def test_no_module_holds_two_rooms() -> None:
    long = {path.name: count for path in modules() if (count := len(path.read_text().splitlines())) > LONGEST}
    assert long == {}


def test_only_stores_touch_records() -> None:
    for path in modules():
        if path.stem in {"store", "records", "env"} or "store" in path.parts:
            continue
        assert ".records import" not in path.read_text(), path


def test_the_lock_of_the_look_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text()


def test_nothing_proprietary_is_vendored() -> None:
    text = (ROOT / "static" / "css" / "tokens.css").read_text().lower()
    assert "proprietary" not in text
    for city in ("utrecht-theme", "amsterdam", "rotterdam", "rijkshuisstijl"):
        assert city not in text


def test_no_text_hides_in_an_f_string() -> None:
    """Babel reads no texts there on Python 3.11: they would stay Dutch in English."""
    hidden = re.compile(r"""\{n?(_|gettext|ngettext|pgettext)\(["']""")
    found = [
        f"{path}:{number}"
        for path in (ROOT / "plateau").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if hidden.search(line)
    ]
    assert found == []
