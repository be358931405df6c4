"""Passwords, hashed with argon2."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """The argon2 hash to keep."""
    return HASHER.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash; takes as long when there is no hash to compare with."""
    try:
        HASHER.verify(password_hash or _decoy(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return HASHER.check_needs_rehash(password_hash)


@cache
def _decoy() -> str:
    # Without it, the time of an answer would tell which addresses have an account.
    return HASHER.hash("no one's password")
