"""Exports look as they did when somebody looked at them: `python -m tests.references` renews the pictures."""

import io

import pytest
from PIL import Image, ImageDraw

from tests.references import FOLDER, Case, cases, difference, looks_different, packed, pictures, share

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pages_look_as_they_did(case: Case, tmp_path):
    told = []
    for name, new in pictures(case):
        old = Image.open(FOLDER / name)
        marked = difference(old, new) if old.size == new.size else None
        if marked is None or looks_different(marked):
            new.save(tmp_path / name)
            if marked is not None:
                marked.save(tmp_path / f"difference-{name}")
            told.append(f"{name}: {share(marked):.2%} differ" if marked else f"{name}: {old.size} is {new.size}")
    assert told == [], f"see {tmp_path}; if it is better so: python -m tests.references"


def test_every_picture_is_of_a_case_and_all_are_small():
    names = {case.name for case in CASES}
    found = list(FOLDER.glob("*.png"))
    assert [path.name for path in found if path.stem not in names and path.stem.rpartition("-")[0] not in names] == []
    assert sum(path.stat().st_size for path in found) < 1_200_000


@pytest.mark.parametrize(("area", "colour"), [((90, 120, 230, 170), "#303030"), ((300, 300, 310, 310), "#C0392B")],
                         ids=["a card", "an icon"])
def test_what_is_new_is_seen(area, colour):
    _name, page = next(pictures(CASES[0]))
    held = Image.open(io.BytesIO(packed(page)))
    changed = page.copy()
    ImageDraw.Draw(changed).rectangle(area, fill=colour)
    assert looks_different(difference(held, changed))
    assert share(difference(held, page)) == 0
