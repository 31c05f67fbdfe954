"""Pictures, each once: a picture's id is made from its bytes, which the map holds as text in base 64.

In a file they may lie beside the map (`files/assets.py`); the data of one that could not be found is empty.
"""

import hashlib
from base64 import b64decode, b64encode
from typing import Annotated, Literal

from pydantic import Field

from cjdesigner.model.cards import Identified

MAX_SIDE = 20_000
MAX_DATA = 12_000_000
"""Characters of one picture's data."""

Type = Literal["image/png", "image/jpeg"]


class Picture(Identified):
    """A picture: its type, its size in pixels, its bytes in base 64."""

    type: Type
    width: Annotated[int, Field(ge=1, le=MAX_SIDE)]
    height: Annotated[int, Field(ge=1, le=MAX_SIDE)]
    data: Annotated[str, Field(max_length=MAX_DATA, pattern=r"^[A-Za-z0-9+/]*={0,2}$")] = ""

    def content(self) -> bytes:
        """The picture's bytes. Raises ValueError where the data is no base 64 after all."""
        return b64decode(self.data, validate=True)


def key_of(content: bytes) -> str:
    """The id of a picture of these bytes: the first 32 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(content).hexdigest()[:32]


def picture_of(content: bytes, kind: Type, width: int, height: int) -> Picture:
    """A picture of these bytes."""
    return Picture(id=key_of(content), type=kind, width=width, height=height, data=b64encode(content).decode())
