"""The one clock: real time, unless the app has a clock of its own."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from plateau.web.clock import KEY, now


def test_it_tells_the_time() -> None:
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)
    with Flask(__name__).app_context():
        assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_an_app_can_have_its_own() -> None:
    moment = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
    app = Flask(__name__)
    app.extensions[KEY] = lambda: moment
    with app.app_context():
        assert now() == moment
    assert now() != moment
