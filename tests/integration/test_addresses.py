"""Whatever host a request names, links go to the address of the settings, and other hosts are refused."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from plateau.app import create_app
from plateau.settings import Settings
from plateau.web.addresses import outside_url
from plateau.web.data import KEY

ADDRESS = "https://plateau.voorbeeld.nl"


@pytest.fixture
def addressed(settings: Settings, migrated_file: Path) -> Iterator[Flask]:
    shutil.copy(migrated_file, settings.data_dir / "app.sqlite")
    app = create_app(replace(settings, address=ADDRESS))
    yield app
    app.extensions[KEY].dispose()


def test_links_carry_the_address_of_the_settings(addressed: Flask, app: Flask) -> None:
    with addressed.test_request_context(base_url="http://localhost:8000"):
        assert outside_url("guest.enter", token="t") == f"{ADDRESS}/m/t"
    with app.test_request_context(base_url="http://demo.example:8000"):
        assert outside_url("guest.enter", token="t") == "http://demo.example:8000/m/t"


@pytest.mark.parametrize("path", ["/inloggen", "/m/whatever", "/nergens"])
def test_another_host_is_refused_with_a_page(addressed: Flask, path: str) -> None:
    answer = addressed.test_client().get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Dit verzoek klopt niet." in answer.text
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("host", ["plateau.voorbeeld.nl", "plateau.voorbeeld.nl:443", "127.0.0.1:8000"])
def test_the_own_host_and_the_machine_itself_are_heard(addressed: Flask, host: str) -> None:
    assert addressed.test_client().get("/gezondheid", headers={"Host": host}).status_code == 200
