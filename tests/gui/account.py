"""An account of words: all that was put into a map and not taken out again, kept by the one who put it there."""

import unicodedata
from collections import Counter
from typing import Any


def tidy(words: str) -> str:
    """A text as it is compared: composed letters, one space between words."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def texts_in(data: dict[str, Any]) -> Counter[str]:
    """Every text in the data of a map, and how often it is there."""
    parts = ("personas", "stages", "steps", "lanes", "cards", "parked", "comments", "agenda")
    held = [entity for part in parts for entity in data.get(part, {}).values()]
    return Counter(tidy(text) for text in (data.get("title", ""), *(e.get("text") or e.get("name", "") for e in held)))


class Account:
    """What must be in the map. A text that was put in twice must be there twice, and not three times."""

    def __init__(self) -> None:
        self.held: Counter[str] = Counter()

    def put(self, *texts: str) -> None:
        """Texts were written, pasted or copied."""
        self.held.update(tidy(text) for text in texts)

    def take(self, text: str) -> None:
        """A text was deleted."""
        self.held[tidy(text)] -= 1

    def change(self, old: str, new: str) -> None:
        """A text was written over."""
        self.take(old)
        self.put(new)

    def wrong(self, data: dict[str, Any]) -> list[str]:
        """What a map's data lacks, or has too often."""
        found = texts_in(data)
        return [f"{found[text]} instead of {count}: {text}" for text, count in self.held.items()
                if found[text] != count]

    def words(self) -> int:
        """How many words there must be."""
        return sum(count * len(text.split()) for text, count in self.held.items())
