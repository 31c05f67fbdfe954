"""Ids: random, short, opaque, never reused. 60 random bits in 12 characters of Crockford's base 32."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """A fresh id."""
    bits = secrets.randbits(60)
    return "".join(_ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5))
