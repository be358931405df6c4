"""Rules over all routes: every view says who may use it, and no organisation sees another's pages."""

import re
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from plateau.accounts.guard import MARK
from plateau.accounts.model import Permission, Role
from plateau.accounts.policy import PERMISSIONS, may, roles_with
from tests.integration.conftest import LogIn, World

KEBAB = re.compile(r"[a-z]+(-[a-z]+)*$")
FILE = re.compile(r"[.](pdf|xlsx|yaml)$")
# What is no uuid names an item of the catalogue, which is the same for all organisations.
CATALOGUE_IDS = {"area", "slug", "transitie_id", "principle_id", "entry"}
# A personal link says who by itself; a digest names what is in a file, and is looked for in one round.
OTHER_PARAMETERS = CATALOGUE_IDS | {"token", "digest"}
# Every route there is, with who may use it: a route can't come or vanish unnoticed.
EXPECTED = {
    "GET /": "signed in",
    "GET /gezondheid": "public",
    "GET /inloggen": "public",
    "POST /inloggen": "public",
    "GET /m/<token>": "public",
    "POST /m/<token>": "public",
    "POST /m/<token>/mail": "public",
    "POST /m/stoppen": "public",
    "GET /m/vragenlijst": "participant",
    "GET /m/vragenlijst/<area>": "participant",
    "POST /m/vragenlijst/<area>": "participant",
    "GET /m/vragenlijst/nakijken": "participant",
    "POST /m/vragenlijst/nakijken": "participant",
    "POST /m/vragenlijst/heropenen": "participant",
    "GET /m/vragenlijst/<area>/<slug>/bewijs": "participant",
    "POST /m/vragenlijst/<area>/<slug>/bewijs": "participant",
    "GET /m/vragenlijst/<area>/<slug>/bewijs/<evidence_id>": "participant",
    "POST /m/vragenlijst/<area>/<slug>/bewijs/<evidence_id>": "participant",
    "GET /methode": "public",
    "POST /taal": "public",
    "GET /toegankelijkheid": "public",
    "POST /uitloggen": "public",
    "GET /naslag": "signed in",
    "GET /naslag/cijfers": "signed in",
    "GET /naslag/hulpmiddelen": "signed in",
    "GET /naslag/hulpmiddelen/<slug>": "signed in",
    "GET /naslag/vragenlijsten/<slug>": "signed in",
    "GET /naslag/maatregelen/<slug>": "signed in",
    "GET /naslag/onderwerpen/<slug>": "signed in",
    "GET /naslag/plateaus/<number>": "signed in",
    "GET /naslag/principes/<principle_id>": "signed in",
    "GET /naslag/transities/<transitie_id>": "signed in",
    "GET /organisaties/<organisation_id>": "organisation:read",
    "GET /organisaties/<organisation_id>/schattingen": "roadmap:read",
    "GET /organisaties/<organisation_id>/schattingen/<slug>": "roadmap:draft",
    "POST /organisaties/<organisation_id>/schattingen/<slug>": "roadmap:draft",
    "GET /organisaties/<organisation_id>/maatregelen": "roadmap:draft",
    "POST /organisaties/<organisation_id>/maatregelen": "roadmap:draft",
    "GET /organisaties/<organisation_id>/maatregelen/sjabloon.xlsx": "roadmap:draft",
    "GET /organisaties/<organisation_id>/maatregelen/voorbeeld.xlsx": "roadmap:draft",
    "POST /organisaties/<organisation_id>/maatregelen/<slug>/intrekken": "roadmap:draft",
    "GET /organisaties/<organisation_id>/vragenlijsten": "round:manage",
    "POST /organisaties/<organisation_id>/vragenlijsten": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/sjabloon.xlsx": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/sjabloon.yaml": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/voorstel/<waiting_id>": "round:manage",
    "POST /organisaties/<organisation_id>/vragenlijsten/voorstel/<waiting_id>": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/<slug>": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/<slug>/bestand.xlsx": "round:manage",
    "GET /organisaties/<organisation_id>/vragenlijsten/<slug>/bestand.yaml": "round:manage",
    "POST /organisaties/<organisation_id>/vragenlijsten/<slug>/intrekken": "round:manage",
    "POST /organisaties/<organisation_id>/vragenlijsten/<slug>/aanbieden": "round:manage",
    "GET /organisaties/<organisation_id>/mijlpalen": "roadmap:draft",
    "POST /organisaties/<organisation_id>/mijlpalen": "roadmap:draft",
    "GET /organisaties/<organisation_id>/mijlpalen/sjabloon.xlsx": "roadmap:draft",
    "GET /organisaties/<organisation_id>/mijlpalen/sjabloon.yaml": "roadmap:draft",
    "GET /organisaties/<organisation_id>/metingen/nieuw": "round:manage",
    "POST /organisaties/<organisation_id>/metingen/nieuw": "round:manage",
    "GET <round>/vragenlijst": "questionnaire:answer",
    "GET <round>/vragenlijst/<area>": "questionnaire:answer",
    "POST <round>/vragenlijst/<area>": "questionnaire:answer",
    "GET <round>/vragenlijst/nakijken": "questionnaire:answer",
    "POST <round>/vragenlijst/nakijken": "questionnaire:answer",
    "POST <round>/vragenlijst/heropenen": "questionnaire:answer",
    "GET <round>/vragenlijst/<area>/<slug>/bewijs": "questionnaire:answer",
    "POST <round>/vragenlijst/<area>/<slug>/bewijs": "questionnaire:answer",
    "GET <round>/vragenlijst/<area>/<slug>/bewijs/<evidence_id>": "questionnaire:answer",
    "POST <round>/vragenlijst/<area>/<slug>/bewijs/<evidence_id>": "questionnaire:answer",
    "GET <round>/nieuwe-versie": "round:manage",
    "POST <round>/nieuwe-versie": "round:manage",
    "GET <round>/profiel": "profile:read",
    "GET /vergelijken": "signed in",
    "GET /organisaties/<organisation_id>/metingen/verloop": "profile:read",
    "GET <round>/kwaliteit": "round:manage",
    "GET <round>/verschillen": "profile:read",
    "POST <round>/verschillen/toelichting": "round:manage",
    "GET <round>/consensus": "profile:read",
    "POST <round>/consensus": "round:manage",
    "GET <round>/consensus/<slug>": "round:manage",
    "POST <round>/consensus/<slug>": "round:manage",
    "GET <round>/consensus/<slug>/bewijs/<digest>": "round:manage",
    "GET <round>/ambitie": "ambition:read",
    "POST <round>/ambitie": "ambition:read",
    "GET <round>/roadmap": "roadmap:read",
    "GET <round>/roadmap/zekerheid": "roadmap:read",
    "GET <round>/roadmap/wat-als": "roadmap:read",
    "GET <round>/roadmap/wat-kan-het-kosten": "roadmap:read",
    "POST <round>/roadmap/wat-kan-het-kosten": "roadmap:draft",
    "POST <round>/roadmap/wat-kan-het-kosten/zoeken": "roadmap:draft",
    "POST <round>/roadmap/wat-kan-het-kosten/<calculation_id>/stoppen": "roadmap:draft",
    "GET <round>/roadmap/instellingen": "roadmap:draft",
    "POST <round>/roadmap/instellingen": "roadmap:draft",
    "GET <round>/roadmap/mijlpalen/<milestone_id>": "roadmap:draft",
    "POST <round>/roadmap/mijlpalen/<milestone_id>": "roadmap:draft",
    "GET <round>/roadmap/mijlpalen/overnemen/<entry>": "roadmap:draft",
    "POST <round>/roadmap/mijlpalen/overnemen/<entry>": "roadmap:draft",
    "POST <round>/roadmap/berekenen": "roadmap:draft",
    "GET <round>/roadmap/scenarios": "roadmap:read",
    "POST <round>/roadmap/scenarios": "roadmap:draft",
    "GET <round>/roadmap/scenarios/vergelijken": "roadmap:read",
    "POST <round>/roadmap/scenarios/<scenario_id>/hernoemen": "roadmap:draft",
    "GET <round>/roadmap/voortgang": "roadmap:read",
    "POST <round>/roadmap/voortgang": "roadmap:draft",
    "GET <round>/roadmap/opnieuw-plannen": "roadmap:draft",
    "POST <round>/roadmap/opnieuw-plannen": "roadmap:draft",
    "POST <round>/roadmap/keuze": "roadmap:draft",
    "GET <round>/roadmap/berekening/<calculation_id>": "roadmap:draft",
    "GET <round>/roadmap/berekening/<calculation_id>/redenen": "roadmap:read",
    "POST <round>/roadmap/berekening/<calculation_id>/stoppen": "roadmap:draft",
    "POST <round>/roadmap/redenen": "roadmap:draft",
    "GET <round>/roadmap/goedkeuren": "roadmap:approve",
    "POST <round>/roadmap/goedkeuren": "roadmap:approve",
    "GET <round>/rapport": "report:download",
    "GET <round>/rapport/rapport.pdf": "report:download",
    "GET <round>": "round:manage",
    "POST <round>": "round:manage",
    "GET <round>/stand": "round:manage",
    "POST <round>/stand": "round:manage",
    "GET <round>/deelnemers": "round:manage",
    "POST <round>/deelnemers": "round:manage",
    "GET <round>/deelnemers/<participant_id>": "round:manage",
    "POST <round>/deelnemers/<participant_id>": "round:manage",
    "POST <round>/deelnemers/<participant_id>/verwijderen": "round:manage",
    "GET <round>/werksessie": "round:manage",
    "POST <round>/werksessie": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/nieuw": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/nieuw": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/scherm": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/stand": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/verslag": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/verslag.pdf": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/acties.xlsx": "round:manage",
    "GET /organisaties/<organisation_id>/werksessies/<workshop_id>/agenda": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/agenda": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/ambitie": "ambition:set",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/verder": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/besluit": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/klok": "round:manage",
    "POST /organisaties/<organisation_id>/werksessies/<workshop_id>/deelnemers/<seat_id>/verwijderen": "round:manage",
    "GET /w": "public",
    "POST /w": "public",
    "GET /w/deelnemen": "public",
    "GET /w/stand": "public",
    "POST /w/stem": "public",
    "POST <round>/deelnemers/<participant_id>/link": "round:manage",
    "POST <round>/deelnemers/<participant_id>/intrekken": "round:manage",
    "GET <round>/uitnodigingen": "round:manage",
    "GET <round>/mail": "round:manage",
    "POST <round>/mail": "round:manage",
    "POST <round>/uitnodigingen": "round:manage",
}
ROUND = "/organisaties/<organisation_id>/metingen/<round_id>"


def routes(app: Flask) -> list[tuple[str, Rule]]:
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        path = re.sub(r"<[a-z]+:", "<", rule.rule).replace(ROUND, "<round>")
        found += [
            (f"{method} {path}", rule) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]
    return found


def test_every_route_says_who_may_use_it_and_is_expected(app: Flask) -> None:
    marks = {key: getattr(app.view_functions[rule.endpoint], MARK, None) for key, rule in routes(app)}
    assert {key: str(mark) for key, mark in marks.items()} == EXPECTED


def test_paths_are_kebab_case_and_parameters_typed(app: Flask) -> None:
    for _, rule in routes(app):
        for part in filter(None, rule.rule.split("/")):
            assert part.startswith("<") or KEBAB.match(FILE.sub("", part)), rule.rule
        for parameter in re.findall(r"<([^>]+)>", rule.rule):
            assert parameter.startswith(("uuid:", "int:")) or parameter in OTHER_PARAMETERS, rule.rule


def filled(rule: Rule, organisation: UUID, round_id: UUID) -> str:
    path = rule.rule.replace("<uuid:organisation_id>", str(organisation)).replace(
        "<uuid:round_id>", str(round_id)
    )
    return re.sub(r"<uuid:[a-z_]+>", "0192f0c0-7f7a-7000-8000-000000000000", path).replace("<area>", "sb")


GUARDED = [key for key, mark in EXPECTED.items() if ":" in mark]


def test_an_outsider_finds_nothing_and_a_stranger_logs_in(app: Flask, log_in: LogIn, world: World) -> None:
    rules = dict(routes(app))
    insiders = [log_in(name) for name in ("director", "consultant", "member")]
    outsider, stranger = log_in("outsider"), app.test_client()
    for key in GUARDED:
        method, _ = key.split(" ", 1)
        path = filled(rules[key], world.organisation.id, world.round.id)
        assert stranger.open(path, method=method).status_code == 302, key
        assert outsider.open(path, method=method).status_code == 404, key
        if "<round>" in key:  # one's own organisation with another's round
            path = filled(rules[key], world.organisation.id, world.foreign_round.id)
            for insider in insiders:
                assert insider.open(path, method=method).status_code in {403, 404}, key


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_what_the_policy_says(app: Flask, log_in: LogIn, world: World, role: Role) -> None:
    rules = dict(routes(app))
    client = log_in(role.value)
    for key in GUARDED:
        method, _ = key.split(" ", 1)
        path = filled(rules[key], world.organisation.id, world.round.id)
        status = client.open(path, method=method).status_code
        if not may(role, Permission(EXPECTED[key])):
            assert status == 403, key
        elif key != "POST <round>/ambitie":  # refused inside: reading and setting share an address
            assert status != 403, key


def test_every_permission_is_held_by_someone_and_every_role_has_some() -> None:
    assert all(roles_with(permission) for permission in Permission)
    assert set(PERMISSIONS) == set(Role)
