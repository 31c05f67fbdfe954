"""Words as people mean them: without case and diacritics, so that "dien" finds "điện"."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The text in lower case without diacritics; đ is d."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in apart if unicodedata.category(char) != "Mn").replace("đ", "d")


def folded(text: str) -> str:
    """Words as people compare names: plain, and without blanks or signs around them ("Nỗi  đau:" is noi dau)."""
    return " ".join(plain(text).split()).strip(" :.,;-–—_*#|/\\()[]→")
