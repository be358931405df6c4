"""Copies of our questionnaires: one per content, also when rounds are made at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from plateau.catalogue.kept import digest_of
from plateau.catalogue.loader import catalogue
from plateau.catalogue.own import with_version
from plateau.database import Database
from plateau.tailoring import store
from plateau.tailoring.records import KeptQuestionnaireRecord

OURS = catalogue().instrument("gemeente")
BEFORE = with_version(OURS, 7)


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(KeptQuestionnaireRecord)) or 0


def test_the_same_content_is_kept_once_and_read_back(database: Database) -> None:
    with database.transaction() as session:
        digests = {store.keep_copy(session, item) for item in (OURS, OURS, BEFORE)}
    assert digests == {digest_of(OURS), digest_of(BEFORE)}
    assert count(database) == 2
    with database.reading() as session:
        assert store.get_copy(session, digest_of(OURS)) is OURS  # installed: not read from the database
        before = store.get_copy(session, digest_of(BEFORE))
        assert before == BEFORE
        assert store.get_copy(session, digest_of(BEFORE)) is before  # and an older one once
        with pytest.raises(NoResultFound):
            store.get_copy(session, "0" * 64)


def test_two_at_once_keep_one(database: Database) -> None:
    start = Barrier(2)

    def keep(_number: int) -> str:
        with database.transaction() as session:
            if database.engine.dialect.name == "postgresql":  # on SQLite they take turns
                start.wait(timeout=10)
            return store.keep_copy(session, BEFORE)

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(keep, range(2))) == {digest_of(BEFORE)}
    assert count(database) == 1
