"""What the tests of the roadmap's words share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel, force_locale


@pytest.fixture
def dutch() -> Iterator[None]:
    """Words as on a Dutch page, with plateau's own translations for those who force another language."""
    app = Flask("plateau")
    Babel(app)
    with app.app_context(), force_locale("nl"):
        yield
