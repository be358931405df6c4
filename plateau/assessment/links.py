"""Personal links: what stands in the address, what is kept of it, and how long it works.

The token is made from the server's secret and a salt of its own per link (HMAC-SHA-256, 256 bits). So a
reminder or a second print can show the same link again, while the database holds no token: only a hash to
find it by and a salt that says nothing without the secret. A new salt makes a new link and ends the old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from plateau.assessment.model import Participant, RoundState

LINK_DURATION = timedelta(days=60)
SALT_BYTES = 16
#: A link works as long as answers can come: it ends when the round closes.
LIVE_STATES = frozenset({RoundState.PREPARATION, RoundState.OPEN})


def derive_token(secret: str, *, participant_id: UUID, salt: str) -> str:
    """The token of a participant's link, for an address: 43 letters, digits, - and _."""
    message = b"personal-link:" + participant_id.bytes + salt.encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is kept of a token. No slow hash: a token of 256 random bits can't be guessed from it."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_live(participant: Participant, state: RoundState, now: datetime) -> bool:
    """Whether the participant's link works at this moment."""
    return (
        participant.has_link
        and participant.revoked_at is None
        and participant.token_expires_at is not None
        and now < participant.token_expires_at
        and state in LIVE_STATES
    )
