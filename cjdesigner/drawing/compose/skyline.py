"""The skyline of a lane: how far down each of its columns is filled. A card that covers several lies below all of them.

Columns are those of steps where a stage has any, else the stage's own.
"""

from cjdesigner.drawing.drawing import Column
from cjdesigner.model.cards import BaseCard


class Skyline:
    """Places one lane's cards, column after column, each as high up as the columns that it covers allow."""

    def __init__(self, columns: list[Column], top: float) -> None:
        self._columns = columns
        self._first: list[int] = []
        self._lefts: list[float] = []
        self._widths: list[float] = []
        for column in columns:
            self._first.append(len(self._lefts))
            for part in column.steps or (column,):
                self._lefts.append(part.x)
                self._widths.append(part.width)
        self._first.append(len(self._lefts))
        self._start = top
        self._tops = [top] * len(self._lefts)

    def whole(self, at: int) -> tuple[int, int]:
        """All that belongs to the column at a place of the row: the first of its columns, and the one behind."""
        return self._first[at], self._first[at + 1]

    def covered(self, card: BaseCard, at: int) -> tuple[int, int]:
        """What a card of the column at a place covers: its step or its stage, and the stages that it spans."""
        column = self._columns[at]
        first, end = self._first[at], self._first[at + 1]
        places = [place for place, step in enumerate(column.steps) if step.step == card.step] if card.step else []
        if places:
            first += places[0]
            end = first + 1 if card.span == 1 else end
        if card.span > 1:
            while at + 1 < len(self._columns) and self._columns[at + 1].place < column.place + card.span:
                at += 1
            end = self._first[at + 1]
        return first, end

    def left(self, covered: tuple[int, int]) -> float:
        """Where the covered columns begin."""
        return self._lefts[covered[0]]

    def width(self, covered: tuple[int, int]) -> float:
        """How wide the covered columns are together."""
        first, end = covered
        return self._widths[first] if end == first + 1 else sum(self._widths[first:end])

    def top(self, covered: tuple[int, int]) -> float:
        """Where the next card over these columns begins."""
        first, end = covered
        return self._tops[first] if end == first + 1 else max(self._tops[first:end])

    def untouched(self, covered: tuple[int, int]) -> bool:
        """Whether nothing lies in these columns yet."""
        return self.top(covered) == self._start

    def fill(self, covered: tuple[int, int], down_to: float) -> None:
        """Notes that these columns are taken down to a height."""
        for place in range(*covered):
            self._tops[place] = down_to
