import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.conftest import PASSWORD, LogIn, World


def test_without_log_in_every_way_leads_to_the_log_in_page(app: Flask, world: World) -> None:
    client = app.test_client()
    for path in ("/", world.base, f"{world.round_url}/profiel"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/inloggen")


def test_log_in_goes_where_one_was_going_but_never_to_another_site(app: Flask, world: World) -> None:
    form = {"email": world.people["member"].email.upper(), "password": PASSWORD}
    for target, expected in [
        (f"{world.round_url}/profiel", f"{world.round_url}/profiel"),
        ("https://elders.example/", "/"),
        ("//elders.example/", "/"),
        ("/\\elders.example/", "/"),
        ("//[", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ]:
        answer = app.test_client().post("/inloggen", data={**form, "next": target})
        assert answer.location == expected


@pytest.mark.parametrize(
    ("email", "password"), [("member@proef.example", "fout"), ("wie@proef.example", PASSWORD)]
)
def test_a_wrong_log_in_says_the_same_whatever_is_wrong(
    app: Flask, world: World, email: str, password: str
) -> None:
    answer = app.test_client().post("/inloggen", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "horen niet bij elkaar" in answer.text
    assert f'value="{email}"' in answer.text  # what was typed is still there
    assert password not in answer.text


def test_an_empty_log_in_is_told_beside_the_fields(app: Flask) -> None:
    answer = app.test_client().post("/inloggen", data={})
    assert answer.status_code == 422
    assert "Vul uw e-mailadres in." in answer.text
    assert "Vul uw wachtwoord in." in answer.text


def test_the_language_is_chosen_once_and_stays(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    assert '<html lang="nl"' in client.get(world.base).text
    answer = client.post("/taal", data={"language": "en", "next": world.base})
    assert answer.location == world.base
    assert '<html lang="en"' in client.get(world.base).text
    assert '<html lang="en"' in log_in("member").get(world.base).text
    assert client.post("/taal", data={"language": "de"}).status_code == 400


def test_logging_out_ends_it(log_in: LogIn, world: World) -> None:
    client = log_in("member")
    client.post("/uitloggen")
    assert client.get(world.base).status_code == 302


def test_another_organisation_does_not_exist(log_in: LogIn, world: World) -> None:
    client: FlaskClient = log_in("member")
    foreign = f"/organisaties/{world.stranger.id}"
    for path in (
        foreign,
        f"{foreign}/metingen/{world.foreign_round.id}/profiel",
        f"{world.base}/metingen/{world.foreign_round.id}/profiel",
        f"{world.base}/metingen/{world.foreign_round.id}/vragenlijst/sb",
        f"{world.base}?meting={world.foreign_round.id}",
        "/organisaties/0192f0c0-7f7a-7000-8000-000000000000",
        "/organisaties/geen-id",
    ):
        assert client.get(path).status_code == 404, path


def test_who_may_not_is_told_who_can_help(log_in: LogIn, world: World) -> None:
    answer = log_in("consultant").get(f"{world.round_url}/vragenlijst")
    assert answer.status_code == 403
    assert "Member Two" in answer.text
    answer = log_in("member").get(f"{world.base}/metingen/nieuw")
    assert answer.status_code == 403
    assert "Director" in answer.text
    assert "Consultant" in answer.text


def test_too_many_attempts_are_slowed_down(app: Flask, world: World) -> None:
    from plateau.accounts.views import limiter

    limiter.enabled = True
    limiter.reset()
    client = app.test_client()
    codes = [
        client.post("/inloggen", data={"email": "x@y.example", "password": "fout"}).status_code
        for _ in range(11)
    ]
    assert codes == [422] * 10 + [429]
