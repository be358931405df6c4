"""Personal links: what stands in the address, what is kept of it, how long it works, and what it opens.

Two tokens are made from the server's secret and a salt of its own per participant (HMAC-SHA-256, 256 bits):
that of the link which is handed out and that of the own link, which goes in mail. So a reminder or a second
print can show the same link again, while the database holds no token: only a hash to find it by and a salt
that says nothing without the secret. A new salt makes new links and ends the old ones. The third, of a seat,
is made from chance that only the browser which began has (ADR 8, ADR 15).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from plateau.assessment.model import Anonymity, Link, Participant, RoundState

LINK_DURATION = timedelta(days=60)
SALT_BYTES = 16
CHANCE_BYTES = 32
#: A link works as long as answers can come: it ends when the round closes.
LIVE_STATES = frozenset({RoundState.PREPARATION, RoundState.OPEN})
#: What a token is for, in what it is made from: who has one of them can't make the other.
PURPOSES: Mapping[Link, bytes] = {Link.HANDED: b"personal-link:", Link.OWN: b"own-link:"}


def derive_token(secret: str, link: Link, *, participant_id: UUID, salt: str) -> str:
    """The token of a participant's handed or own link, for an address: 43 letters, digits, - and _."""
    return _token(secret, PURPOSES[link] + participant_id.bytes + salt.encode())


def seat_token(chance: str, handed_token: str) -> str:
    """The token of the seat that a browser takes by a handed link: the same when "begin" is pressed twice.

    `chance`: of that browser, 256 bits.
    """
    return _token(chance, b"seat:" + handed_token.encode())


def _token(key: str, message: bytes) -> str:
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def derive_hashes(secret: str, *, participant_id: UUID, salt: str) -> dict[Link, str]:
    """What is kept of the two links that have this salt."""
    return {
        link: token_hash(derive_token(secret, link, participant_id=participant_id, salt=salt))
        for link in PURPOSES
    }


def token_hash(token: str) -> str:
    """What is kept of a token. No slow hash: a token of 256 random bits can't be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_live(participant: Participant, state: RoundState, now: datetime) -> bool:
    """Whether the participant's links work at this moment."""
    return (
        participant.has_link
        and participant.revoked_at is None
        and participant.token_expires_at is not None
        and now < participant.token_expires_at
        and state in LIVE_STATES
    )


def opens_answers(link: Link, anonymity: Anonymity) -> bool:
    """Whether who has this link is who answers. Who leads the round has the handed ones too."""
    return link is not Link.HANDED or anonymity is Anonymity.NAMED
