"""Own questionnaires for the tests: the two examples, and a changed version of each."""

from io import BytesIO

import yaml
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from plateau.catalogue.own import example_yaml
from tests.integration.conftest import World

SCAN, PLATEAUS = "eigen-wijkscan", "eigen-buurtaanpak"


def changed(name: str, **texts: str) -> bytes:
    """An example with other Dutch words for these questions (by id)."""
    document = yaml.safe_load(example_yaml(name))
    for row in document.get("questions") or document["criteria"]:
        if row["id"] in texts:
            row["question"]["nl"] = texts[row["id"]]
    return yaml.safe_dump(document, allow_unicode=True).encode()


def send(client: FlaskClient, world: World, data: bytes, name: str = "eigen.yaml") -> TestResponse:
    """Bring a file; the answer is the proposal, or the page with what is wrong."""
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(data), name)})
    return client.post(
        f"{world.base}/vragenlijsten",
        data=body,  # encoded here: the test client would leave a large file open
        content_type=f"multipart/form-data; boundary={boundary}",
        follow_redirects=True,
    )


def store(client: FlaskClient, world: World, data: bytes, *, seen: int = 0) -> TestResponse:
    """Bring a file and store it."""
    proposal = send(client, world, data)
    assert proposal.status_code == 200, proposal.text
    return client.post(proposal.request.path, data={"seen": seen}, follow_redirects=True)
