"""The user's settings: a small JSON file. A bad value is dropped alone; unknown ones are kept.

The first thing that a start reads, so it is checked by hand: a library for that takes longer than all the rest.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from cjdesigner.files.disk import DISK
from cjdesigner.files.recent import keep, user_folder

_FRAMES = ("light", "dark", "night", "contrast", "contrast_dark")
_CHOICES: dict[str, tuple[object, ...]] = {
    "language": ("vi", "en", None),
    "theme": (*_FRAMES, "system"),
    "presentation_theme": ("window", *_FRAMES),
    "text_size": (100, 125, 150, 200),
}
"""What a setting can be; of the others any value of their type will do."""
MOST_BACKUPS = 100


@dataclass(frozen=True)
class Settings:
    """What the user has chosen. `language` None is the system's; `geometry` and `state` are Qt's, in base 64.

    `workshop` is whether its panel is open, `author` who writes comments, `backups` how many earlier versions of each
    map are kept, `others` what another version has kept.
    Raises ValueError for a value that cannot be.
    """

    language: str | None = None
    theme: str = "system"
    presentation_theme: str = "window"
    text_size: int = 100
    animations: bool = True
    geometry: str = ""
    state: str = ""
    workshop: bool = False
    author: str = ""
    backups: int = 5
    others: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bad = [name for name, value in vars(self).items() if not _can_be(name, value)]
        if bad:
            raise ValueError(bad)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """The settings of a file, without the values that cannot be."""
        good = {name: value for name, value in data.items() if name in _USUAL and _can_be(name, value)}
        return cls(**good, others={name: value for name, value in data.items() if name not in _USUAL})

    def having(self, **changes: Any) -> Self:  # noqa: ANN401 - each setting has its own type
        """These settings with some changed and checked. Raises ValueError."""
        return type(self)(**{**vars(self), **changes})

    def chosen(self) -> dict[str, Any]:
        """What is not as usual, for the file."""
        return {**self.others, **{name: getattr(self, name) for name, usual in _USUAL.items()
                                  if getattr(self, name) != usual}}


_USUAL: dict[str, Any] = {each.name: each.default for each in fields(Settings) if each.name != "others"}


def _can_be(name: str, value: object) -> bool:
    if name == "others":
        return isinstance(value, Mapping)
    if name == "backups":
        return type(value) is int and 0 <= value <= MOST_BACKUPS
    if name in _CHOICES:
        return any(type(value) is type(choice) and value == choice for choice in _CHOICES[name])
    return type(value) is type(_USUAL[name])


def load_settings() -> Settings:
    """The settings as far as they can be read."""
    data: object = None
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads(DISK.read(_file()))
    return Settings.read(data) if isinstance(data, dict) else Settings()


def save_settings(settings: Settings) -> bool:
    """Writes the settings; False where that fails, which the program can live with."""
    return keep(_file(), (json.dumps(settings.chosen(), indent=1, sort_keys=True) + "\n").encode())


def _file() -> Path:
    return user_folder() / "settings.json"
