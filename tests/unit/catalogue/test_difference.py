"""Two exports compared."""

from copy import deepcopy

from plateau.catalogue.difference import Change, differences
from plateau.catalogue.export import as_json
from plateau.catalogue.loader import catalogue

EXPORT = as_json(catalogue())


def test_the_same_export_has_no_difference() -> None:
    assert list(differences(EXPORT, deepcopy(EXPORT))) == []


def test_each_change_names_item_and_field() -> None:
    new = deepcopy(EXPORT)
    gone = new["interventions"].pop(0)
    new["areas"].append({"id": "zz", "name": {"nl": "Nieuw", "en": "New"}})
    new["instruments"][0]["criteria"][0]["levels"][1]["text"]["nl"] = "Iets anders."
    found = list(differences(EXPORT, new))
    criterion = new["instruments"][0]["criteria"][0]
    assert [(item.change, item.group, item.id, item.field) for item in found] == [
        (Change.ADDED, "areas", "zz", ""),
        (Change.CHANGED, "criteria", criterion["id"], "levels[1].text.nl"),
        (Change.REMOVED, "interventions", gone["id"], ""),
    ]
    assert found[1].new == "Iets anders."
