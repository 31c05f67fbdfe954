"""What the export's form takes from files: a logo, and a team's own theme. Each file is read once, until it changes."""

from contextlib import suppress

from cjdesigner.drawing.branding import Branded, theme_named
from cjdesigner.drawing.drawing import Raster
from cjdesigner.drawing.rasters import raster_from
from cjdesigner.drawing.theme import LIGHT
from cjdesigner.errors import CjError
from cjdesigner.files.disk import DISK
from cjdesigner.files.themes import ENDING

Stamp = tuple[str, int, int]


class LogoFile:
    """The picture in a file."""

    def __init__(self) -> None:
        self._stamp: Stamp | None = None
        self._raster: Raster | None = None

    def read(self, name: str) -> Raster | None:
        """The logo; none where there is no name, the file is gone or is no picture."""
        stamp = stamp_of(name) if name else None
        if stamp != self._stamp:
            self._stamp, self._raster = stamp, None
            if stamp is not None:
                with suppress(OSError):
                    self._raster = raster_from(DISK.read(name))
        return self._raster


class ThemeFiles:
    """The themes by the names that they are chosen by, or by the paths of their files."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[Stamp | None, Branded]] = {}

    def read(self, key: str) -> Branded:
        """The theme. Raises CjError for a file that is none."""
        stamp = stamp_of(key) if is_file(key) else None
        held = self._held.get(key)
        if held is None or held[0] != stamp:
            held = self._held[key] = stamp, theme_named(key)
        return held[1]

    def usable(self, key: str) -> Branded:
        """The theme; the light one where its file is gone or cannot be read any more."""
        try:
            return self.read(key)
        except CjError:
            return Branded(LIGHT)


def is_file(key: str) -> bool:
    """Whether a theme is chosen by its file's path."""
    return key.lower().endswith(ENDING)


def stamp_of(name: str) -> Stamp | None:
    """What changes when a file does; None where there is none."""
    try:
        found = DISK.stat(name)
    except (OSError, ValueError):
        return None
    return name, found.st_mtime_ns, found.st_size
