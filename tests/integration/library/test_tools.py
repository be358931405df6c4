"""The pages of tools and questionnaires."""

import pytest

from plateau.catalogue.loader import catalogue
from tests.integration.conftest import LogIn
from tests.police.test_pages import check_page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_tool_and_questionnaire_has_its_page(log_in: LogIn, language: str) -> None:
    client = log_in("member")
    client.post("/taal", data={"language": language})
    overview = client.get("/naslag/hulpmiddelen").text
    for kind, items in (("hulpmiddelen", catalogue().tools), ("vragenlijsten", catalogue().scans)):
        for item in items:
            path = f"/naslag/{kind}/{item.id}"
            assert f'href="{path}"' in overview
            answer = client.get(path)
            assert answer.status_code == 200
            check_page(answer.text)
    for tool in catalogue().tools:
        for example in tool.examples:
            page = client.get(f"/naslag/hulpmiddelen/{tool.id}", query_string=dict(example.answers))
            check_page(page.text)


def test_answers_stay_in_the_address_and_decide_what_is_shown(log_in: LogIn) -> None:
    client = log_in("member")
    text = client.get("/naslag/hulpmiddelen/samenwerken?vraag=complex&aanbod=nee").text
    assert text.count(" checked") == 2
    assert text.count("valt af") == 3
    assert text.index("Een netwerk over gemeenten heen</h3>") < text.index("Zelf doen</h3>")
    assert "valt af" not in client.get("/naslag/hulpmiddelen/samenwerken?vraag=onzin").text


@pytest.mark.parametrize("path", ["hulpmiddelen/niets", "vragenlijsten/niets", "vragenlijsten/gemeente"])
def test_what_does_not_exist_is_not_found(log_in: LogIn, path: str) -> None:
    assert log_in("member").get(f"/naslag/{path}").status_code == 404
