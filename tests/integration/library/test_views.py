"""The pages for looking things up: who may, what they show, and what is not there."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from plateau.accounts import operations as accounts
from plateau.accounts.model import Organisation, Role
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.database import Database, new_id
from tests.integration.conftest import NOW, LogIn, World

DETAILS = [
    *(f"/naslag/maatregelen/{item.id}" for item in catalogue().interventions),
    *(f"/naslag/onderwerpen/{item.id}" for found in catalogue().instruments for item in found.criteria),
    *(f"/naslag/transities/{item.id}" for item in catalogue().transities),
    *(f"/naslag/principes/{item.id}" for item in catalogue().principles),
    *(f"/naslag/plateaus/{item.number}" for item in catalogue().plateaus),
]
AIDS = [
    *(f"/naslag/hulpmiddelen/{item.id}" for item in catalogue().tools),
    *(f"/naslag/vragenlijsten/{item.id}" for item in catalogue().scans),
    *(f"/naslag/cijfers#{item.id}" for item in catalogue().figures),
]


def main(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = BeautifulSoup(answer.text, "lxml").find("main")
    assert found
    return BeautifulSoup(str(found), "lxml")


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def titles(page: BeautifulSoup) -> list[str]:
    return [" ".join(link.get_text().split()) for link in page.select("article h3 a")]


def test_only_who_has_logged_in_may_look_things_up(app: Flask) -> None:
    for path in ("/naslag", "/naslag?zoek=wijk", *DETAILS[:1], *DETAILS[-1:]):
        answer = app.test_client().get(path)
        assert answer.status_code == 302
        assert "/inloggen" in answer.headers["Location"]
    assert "/naslag" not in app.test_client().get("/inloggen").text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_item_has_a_page_without_dead_links(log_in: LogIn, language: str) -> None:
    client = log_in("member")
    client.post("/taal", data={"language": language})
    links: set[str] = set()
    for path in DETAILS:
        page = main(client, path)
        links |= {str(link["href"]) for link in page.find_all("a", href=True)}
    detail_links = {link for link in links if link.startswith("/naslag/")}
    assert detail_links <= {*DETAILS, *AIDS}
    figures = main(client, "/naslag/cijfers")
    assert all(figures.find(id=link.split("#")[1]) for link in AIDS if "#" in link)
    assert all(client.get(link).status_code == 200 for link in links - detail_links)


@pytest.mark.parametrize(
    "path",
    ["maatregelen/niets", "maatregelen/gemeente.sb1", "onderwerpen/gemeente.zorgcooperatie", "transities/awbz",
     "principes/sb", "plateaus/0", "plateaus/6", "plateaus/99999999999", "plateaus/een", "gebieden/sb"],
)  # fmt: skip
def test_what_is_not_in_the_catalogue_is_a_404(log_in: LogIn, path: str) -> None:
    assert log_in("member").get(f"/naslag/{path}").status_code == 404


def test_the_start_page_counts_what_there_is(log_in: LogIn) -> None:
    client = log_in("member")
    text = words(main(client, "/naslag"))
    for kind in Kind:
        name = {"gemeente": "gemeenten", "aanbieder": "aanbieders"}[kind.value]
        assert f"Maatregelen voor {name} ({len(catalogue().interventions_for(kind))})" in text
        assert f"Onderwerpen voor {name} (19)" in text
    assert "(12 onderwerpen," in text  # strategy and policy, six per kind
    assert '<a class="plateau-footer__link" href="/naslag">' in client.get("/methode").text


def test_a_search_shows_its_results_counted_and_keeps_what_was_asked(log_in: LogIn) -> None:
    page = main(log_in("member"), "/naslag?zoek=Zorgcoöperatie&organisatie=gemeente")
    assert titles(page)[0] == "De hulp thuis overdragen aan een kleine zorgcoöperatie"
    assert page.select_one("#zoek")["value"] == "Zorgcoöperatie"  # type: ignore[index]
    assert page.select_one("#organisatie option[selected]")["value"] == "gemeente"  # type: ignore[index]
    count = len(titles(page))
    assert f"{count} resultat" in words(page).replace("resultaat", "resultat")
    assert f"Alles ({count})" in words(page)
    assert "voor “Zorgcoöperatie” Voor wie: Gemeenten." in words(page)


def test_results_can_be_narrowed_to_a_kind_and_leafed_through(log_in: LogIn) -> None:
    client = log_in("member")
    seen: list[str] = []
    path = "/naslag?soort=maatregel&organisatie=gemeente"
    while path:
        page = main(client, path)
        seen += titles(page)
        following = page.select_one('a[rel="next"]')
        path = str(following["href"]) if following else ""
    expected = [item.title.nl for item in catalogue().interventions_for(Kind.GEMEENTE)]
    assert sorted(seen) == sorted(expected)
    far = main(client, "/naslag?soort=maatregel&organisatie=gemeente&pagina=999")
    assert titles(far) == seen[-len(titles(far)) :]
    for wrong in ("0", "-3", "twee", "", "9" * 40):
        asked = f"/naslag?soort=maatregel&organisatie=gemeente&pagina={wrong}"
        assert client.get(asked).status_code == 200


def test_a_plateau_filter_shows_what_a_topic_looks_like_there(log_in: LogIn) -> None:
    page = main(log_in("member"), "/naslag?soort=onderwerp&organisatie=gemeente&plateau=2")
    assert catalogue().criterion("gemeente.sb1").level(2).text.nl in words(page)


def test_an_area_says_what_it_is_with_its_source(log_in: LogIn) -> None:
    text = words(main(log_in("member"), "/naslag?gebied=mi"))
    assert catalogue().area("mi").definition.nl in text
    assert "Bron: K2 (2012), §3, Tabel 2, regels 1499-1502." in text


def test_a_choice_that_does_not_exist_is_said_and_narrows_nothing(log_in: LogIn) -> None:
    client = log_in("member")
    page = main(client, "/naslag?plateau=9&zoek=wijk")
    assert page.select_one("#plateau-error")
    assert len(titles(page)) == len(titles(main(client, "/naslag?zoek=wijk")))
    assert (
        client.get("/naslag?gebied=%00&spoor=x&soort=x&principe=x&transitie=x&organisatie=x").status_code
        == 200
    )


def test_nothing_found_says_what_helps(log_in: LogIn) -> None:
    text = words(main(log_in("member"), "/naslag?zoek=xyzzy"))
    assert "0 resultaten" in text
    assert "Gebruik minder woorden" in text


def test_what_was_typed_is_never_markup_and_never_too_long(log_in: LogIn) -> None:
    client = log_in("member")
    answer = client.get("/naslag", query_string={"zoek": '"><script src=x></script>', "gebied": "<b>"})
    assert "<script src=x>" not in answer.text
    assert "<b>" not in answer.text
    long = client.get("/naslag", query_string={"zoek": "wijk " * 2000})
    assert long.status_code == 200
    assert "zoek-error" in long.text


def test_an_intervention_shows_everything_the_model_knows_of_it(log_in: LogIn) -> None:
    item = catalogue().intervention("gemeente.zorgcooperatie")
    page = main(log_in("member"), f"/naslag/maatregelen/{item.id}")
    text = words(page)
    told = [
        item.title,
        item.summary,
        *item.first_steps,
        item.done_when,
        item.owner,
        *item.risks,
        *item.failure_signs,
    ]
    assert item.waits_for
    assert all(" ".join(sentence.nl.split()) in text for sentence in [*told, item.waits_for])
    assert "Schatting van ons, voor een gemeente van 50.000 inwoners" in text
    for place in item.references:
        assert f"regels {place.lines}" in text
    for other in (*item.one_of, *item.all_of, *item.excludes):
        assert catalogue().intervention(other).title.nl in text
    assert "Eerst moet één hiervan klaar zijn" in text
    assert "Kan niet samen met" in text


def test_estimates_are_converted_for_the_readers_only_organisation(
    log_in: LogIn, app_database: Database, world: World
) -> None:
    item = next(
        item for item in catalogue().interventions_for(Kind.GEMEENTE) if item.scales_with == "inhabitants"
    )
    path = f"/naslag/maatregelen/{item.id}"
    own = words(main(log_in("member"), path))
    assert "Voor Gemeente Proefdorp" in own
    assert "omgerekend naar 60.000 inwoners" in own
    other_kind = words(main(log_in("outsider"), path))
    assert "Stichting Elders" not in other_kind
    assert "omgerekend" not in other_kind
    fixed = next(item for item in catalogue().interventions_for(Kind.GEMEENTE) if item.scales_with == "fixed")
    assert "bij elke omvang gelijk" in words(main(log_in("member"), f"/naslag/maatregelen/{fixed.id}"))
    with app_database.transaction() as session:
        second = Organisation(new_id(), "Gemeente Tweede", Kind.GEMEENTE, 20_000)
        accounts.register_organisation(session, organisation=second, now=NOW)
        accounts.give_role(
            session,
            membership_id=new_id(),
            person_id=world.people["consultant"].id,
            organisation_id=second.id,
            role=Role.CONSULTANT,
        )
    assert "Voor Gemeente" not in words(main(log_in("consultant"), path))


def test_a_topic_shows_its_levels_with_their_origin_and_where_it_is_used(log_in: LogIn) -> None:
    item = catalogue().criterion("gemeente.sb1")
    text = words(main(log_in("member"), f"/naslag/onderwerpen/{item.id}"))
    assert all(level.text.nl in text for level in item.levels)
    assert all(sign.text.nl in text and f"regels {sign.lines}" in text for sign in item.signs)
    assert "uit de bron: K2 (2012)" in text
    assert "van ons" in text
    for maker in catalogue().interventions:
        if any(step.criterion == item.id for step in maker.steps):
            assert maker.title.nl in text


def test_search_finds_scans_tools_and_figures_with_their_page(log_in: LogIn) -> None:
    client = log_in("member")
    found = main(client, "/naslag?zoek=beschermd+wonen&soort=keuzehulp")
    assert [link["href"] for link in found.select("article h3 a")] == ["/naslag/hulpmiddelen/inkoopmodel"]
    found = main(client, "/naslag?zoek=venlo&soort=cijfers")
    assert "/naslag/cijfers#korsten-venlo" in [link["href"] for link in found.select("article h3 a")]
    found = main(client, "/naslag?soort=vragenlijst&organisatie=aanbieder")
    assert "/naslag/vragenlijsten/toegang" not in str(found)
    assert "/naslag/vragenlijsten/samenwerking" in str(found)


def test_a_scan_and_a_tool_tell_where_they_are_used_and_their_source(log_in: LogIn) -> None:
    client = log_in("member")
    for path, subject in (("vragenlijsten/draagvlak", "wmo"), ("hulpmiddelen/inkoopmodel", "jeugdzorg")):
        page = main(client, f"/naslag/{path}")
        assert page.find("a", href=f"/naslag/transities/{subject}")
        assert "Bronnen" in words(page)
        back = main(client, f"/naslag/transities/{subject}")
        assert back.find("a", href=f"/naslag/{path}")
    assert "tempo van de roadmap" in words(main(client, "/naslag/vragenlijsten/draagvlak"))


def test_words_of_the_other_language_are_found_and_it_says_so(log_in: LogIn) -> None:
    client = log_in("member")
    in_dutch = titles(main(client, "/naslag?zoek=wijkteam"))
    assert in_dutch
    assert "staat dit niet" not in words(main(client, "/naslag?zoek=wijkteam"))
    client.post("/taal", data={"language": "en"})
    page = main(client, "/naslag?zoek=wijkteam")
    assert len(titles(page)) == len(in_dutch)
    assert "the Dutch texts do" in words(page)
    nothing = main(client, "/naslag?zoek=xyzzy")
    assert titles(nothing) == []
    assert "texts do" not in words(nothing)
