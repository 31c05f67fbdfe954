"""Parts that were made before: the same things make the same part, of which painters have a picture already."""

from collections.abc import Callable

from cjdesigner.drawing.drawing import Part


class Remembered:
    """Parts by name, each with what it was made from."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[tuple[object, ...], Part]] = {}

    def twin(self) -> "Remembered":
        """Another one that remembers the same until something changes."""
        made = Remembered()
        made._held = dict(self._held)
        return made

    def part(self, name: tuple[str, str], made_from: tuple[object, ...], make: Callable[[], Part]) -> Part:
        """The part of the last time if it was made from the same, else a new one."""
        held = self._held.get(name)
        if held is None or held[0] != made_from:
            held = self._held[name] = (made_from, make())
        return held[1]
