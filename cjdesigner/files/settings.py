"""The user's settings: a small JSON file. A bad value is dropped alone; unknown ones are kept."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from cjdesigner.files.recent import keep, user_folder


class Settings(BaseModel):
    """What the user has chosen. `language` None is the system's; `geometry` and `state` are Qt's, in base 64.

    `workshop` is whether its panel is open, `author` who writes comments.
    """

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    language: Literal["vi", "en"] | None = None
    theme: Literal["light", "dark", "night", "contrast", "contrast_dark", "system"] = "system"
    presentation_theme: Literal["window", "light", "dark", "night", "contrast", "contrast_dark"] = "window"
    text_size: Literal[100, 125, 150, 200] = 100
    animations: bool = True
    geometry: str = ""
    state: str = ""
    workshop: bool = False
    author: str = ""

    def having(self, **changes: object) -> Self:
        """These settings with some changed and checked. Raises pydantic's ValidationError."""
        return type(self).model_validate(self.model_dump() | changes)


def load_settings() -> Settings:
    """The settings as far as they can be read."""
    data: object = None
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads(_file().read_bytes())
    return _tolerant(data) if isinstance(data, dict) else Settings()


def save_settings(settings: Settings) -> bool:
    """Writes the settings; False where that fails, which the program can live with."""
    data = settings.model_dump(exclude_defaults=True)
    return keep(_file(), (json.dumps(data, indent=1, sort_keys=True) + "\n").encode())


def _file() -> Path:
    return user_folder() / "settings.json"


def _tolerant(data: dict[str, Any]) -> Settings:
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        bad = {part["loc"][0] for part in error.errors() if part["loc"]}
    kept = {key: value for key, value in data.items() if key not in bad}
    return Settings.model_validate(kept) if bad else Settings()
