"""Files that are no good map: each kind has its own sentence and its place; nothing but a sentence is raised.

What is no map at all is refused with what to do; a map with bad values opens, and they are kept.
"""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from cjdesigner.files import places, reading
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.files.places import MapFileError, Problem, spots
from cjdesigner.files.problems import validate

SAMPLE = Path(__file__).parent.parent / "data" / "v1.cjmap"
HEAD = '{"format": "cjdesigner/map", "schema": 1, "id": "m"'
ENVELOPE = {"format": "cjdesigner/map", "schema": 1, "min_reader": 1, "id": "m"}
GOOD = {
    "stages": {"s": {"rank": "a0"}},
    "lanes": {"l": {"rank": "a0", "kind": "action"}},
    "cards": {"k": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l"}},
}


def lines(**fields):
    return json.dumps(ENVELOPE | GOOD | fields, indent=1).encode()


def with_card(**fields):
    return lines(cards={"k3x": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l"} | fields})


def refused(data):
    with pytest.raises(MapFileError) as caught:
        from_bytes(data)
    assert caught.value.hint
    assert caught.value.places
    return caught.value


def problems_in(data):
    """What could not be read of a map. What is opened is saved and opens again as the same, with the same problems."""
    opened = from_bytes(data)
    saved = to_bytes(opened.map)
    again = from_bytes(saved)
    assert again.map == opened.map
    assert to_bytes(again.map) == saved
    assert {p.path for p in again.problems} <= {p.path for p in opened.problems}
    return opened.problems


NOT_A_MAP = [
    ("empty", b"", ["empty"], "earlier copy"),
    ("white space", b" \n\n", ["empty"], "earlier copy"),
    ("zeros", bytes(5000), ["zero bytes"], "earlier copy"),
    ("one zero", b"\0", ["zero bytes"], "earlier copy"),
    ("prose", "Chào bạn".encode(), ["no valid JSON", "line 1, column 1"], "cjmap"),
    ("a comma missing", b'{\n "a": 1\n "b": 2\n}', ["line 3, column 2", "comma"], "text editor"),
    ("a colon missing", b'{"a" 1}', ["column 6", "colon"], "text editor"),
    ("a comma too many", b'{"a": 1,}', ["line 1"], "text editor"),
    ("a name without quotes", b'{a: 1}', ["double quotes"], "text editor"),
    ("more after the end", b'{}\n{}', ["line 2, column 1", "after the end"], "text editor"),
    ("a line end in a text", b'{"a": "x\n", "b": 2}', ["line 1", "not closed"], "text editor"),
    ("cut off", b'{\n "format": "cjdesigner/map",\n "schema"', ["too early", "line 3"], "earlier copy"),
    ("cut off in a text", b'{\n "format": "cjd', ["too early", "line 2"], "earlier copy"),
    ("cut off in a letter", b'{\n "a": "\xc3', ["too early", "line 2"], "earlier copy"),
    ("cut off and filled with zeros", b'{\n "a": 1,\n' + bytes(99), ["too early", "line 2"], "earlier copy"),
    ("conflict", b'{\n<<<<<<< HEAD\n "a": 1\n=======\n "a": 2\n>>>>>>> b\n}', ["git conflict", "line 2"], "git"),
    ("conflict at the top", b'<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n', ["git conflict", "line 1"], "git"),
    ("latin-1", '{"a":\n "caf\u00e9 au lait"}'.encode("latin-1"), ["UTF-8", "line 2"], "UTF-8"),
    ("binary", bytes(range(256)), ["not text"], "cjmap"),
    ("half of UTF-16", b"\xff\xfe{\0a", ["too early"], "earlier copy"),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", ["PDF"], "cjmap"),
    ("PNG", b"\x89PNG\r\n\x1a\n", ["PNG"], "cjmap"),
    ("ZIP", b"PK\x03\x04\xff", ["ZIP"], "cjmap"),
    ("drawio", b"<mxfile host='x'>", ["XML"], "cjmap"),
    ("a list", b"[]", ["not a customer journey map"], "cjmap"),
    ("a number", b"5", ["not a customer journey map"], "cjmap"),
    ("excalidraw", b'{"type": "excalidraw", "version": 2}', ["excalidraw"], "cjmap"),
    ("another format", b'{"format": "tiled/map"}', ["tiled/map"], "cjmap"),
    ("no format", b'{"title": "x"}', ["format is missing"], '"format": "cjdesigner/map"'),
    ("format is no text", b'{"format": 5}', ["format is missing"], '"format": "cjdesigner/map"'),
    ("nested lists", b"[" * 100_000, ["nested too deeply", "100"], "cjmap"),
    ("nested objects", b'{"a":' * 100_000, ["nested too deeply"], "cjmap"),
    ("101 levels", f'{HEAD}, "x": {"[" * 100}{"]" * 100}}}'.encode(), ["nested too deeply"], "cjmap"),
    ("too many cards", lines(cards={str(n): {} for n in range(50_001)}), ["50001 cards", "50000"], "Split"),
]


@pytest.mark.parametrize(("data", "facts", "hint"), [row[1:] for row in NOT_A_MAP], ids=[row[0] for row in NOT_A_MAP])
def test_what_is_no_map_is_told_apart(data, facts, hint):
    error = refused(data)
    for fact in facts:
        assert fact in error.message
    assert hint in error.hint
    assert validate(data) == list(error.places)


def test_100_levels_are_fine():
    opened = from_bytes(f'{HEAD}, "x": {"[" * 99}{"]" * 99}}}'.encode())
    assert "x" in opened.map.model_extra


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 3_000_000)
    error = refused(b" " * 4_000_000)
    assert "4 MB" in error.message
    assert "3 MB" in error.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_fine(encoding):
    text = SAMPLE.read_text("utf-8")
    assert from_bytes(text.encode(encoding)).map == from_bytes(text.encode()).map


def test_windows_line_ends_are_fine():
    data = SAMPLE.read_bytes()
    assert from_bytes(data.replace(b"\n", b"\r\n")).map == from_bytes(data).map


def test_a_good_file_cut_off_at_any_byte_is_refused_and_mostly_called_cut_off():
    data = SAMPLE.read_bytes()
    whole = len(data.rstrip())
    for size in range(1, whole):
        assert "too early" in refused(data[:size]).message, data[:size][-30:]
    assert from_bytes(data[:whole]).map == from_bytes(data).map


@pytest.mark.parametrize("filler", [b"\0", b"{", b'"', b"\xff", b"5", b"\\", b"n", b"\n"])
def test_a_good_file_with_one_wrong_byte_anywhere_raises_nothing_else(filler):
    data = SAMPLE.read_bytes()
    for place in range(0, len(data), 7):
        with suppress(MapFileError):
            from_bytes(data[:place] + filler + data[place + 1 :])


# --- what is wrong inside a map: path, line, sentence ---

BAD = [
    ("too severe", with_card(severity=9), "cards k3x severity", "at most 4, not 9"),
    ("not severe", with_card(severity=0), "cards k3x severity", "at least 1, not 0"),
    ("half severe", with_card(severity=1.5), "cards k3x severity", "whole number"),
    ("severe in words", with_card(severity="very"), "cards k3x severity", "whole number"),
    ("no text", with_card(text=5), "cards k3x text", "text in double quotes"),
    ("text too long", with_card(text="x" * 100_001), "cards k3x text", "100001 characters, but at most 100000"),
    ("colour", with_card(colour="red"), "cards k3x colour", "#1A2B3C"),
    ("rank", with_card(rank="a b"), "cards k3x rank", "rank"),
    ("empty rank", with_card(rank=""), "cards k3x rank", "empty"),
    ("evidence", with_card(evidence="rumour"), "cards k3x evidence", "interview, survey, analytics, assumption"),
    ("tags", with_card(tags="x"), "cards k3x tags", "list"),
    ("a tag", with_card(tags=["x", 5]), "cards k3x tags 1", "text"),
    ("moment", with_card(kind="touchpoint", moment_of_truth="x"), "cards k3x moment_of_truth", "true or false"),
    ("kind", with_card(kind=5), "cards k3x kind", "text"),
    ("a card as a number", lines(cards={"k3x": 5}), "cards k3x", "object in braces"),
    ("a stage as a list", lines(stages={"s": []}), "stages s", "object in braces"),
    ("cards as a list", lines(cards=[]), "cards", "object in braces"),
    ("title", lines(title=None), "title", "text"),
    ("state", lines(state="past"), "state", "current, future, not past"),
    ("language", lines(language="Tiếng Việt"), "language", "language code"),
    ("width", lines(stages={"s": {"rank": "a0", "width": 5}}), "stages s width", "at least 96"),
    ("missing stage", lines(cards={"k": {"rank": "a0", "kind": "note", "lane": "l"}}), "cards k stage", "missing"),
    ("no such stage", with_card(stage="gone"), "cards k3x stage", "stage gone"),
    ("no such lane", with_card(lane="gone"), "cards k3x lane", "lane gone"),
    ("no such persona", with_card(personas=["gone"]), "cards k3x personas", "persona gone"),
    ("no such card", lines(links={"i": {"rank": "a0", "source": "k", "target": "gone"}}),
     "links i target", "card gone"),
    ("id twice", lines(personas={"s": {"rank": "a0"}}), "personas s", "something else"),
    ("id differs", lines(stages={"s": {"rank": "a0", "id": "t"}}), "stages s id", "differs"),
    ("long id", lines(personas={"p" * 65: {"rank": "a0"}}), "personas " + "p" * 65, "65 characters"),
    ("NaN", with_card(new=float("nan")), "cards k3x new", "NaN"),
    ("infinity", with_card(new=[1, float("-inf")]), "cards k3x new 1", "-Infinity"),
    ("huge", with_card(new=0).replace(b'"new": 0', b'"new": -1e999'), "cards k3x new", "-1e999"),
    ("5,000 digits", with_card(new=0).replace(b'"new": 0', b'"new": ' + b"7" * 5000), "cards k3x new", "777…"),
    ("key twice", with_card(new=0).replace(b'"new": 0', b'"text": "a",\n"text": "b"'), "cards k3x text", "twice"),
    ("card twice", lines(cards={}).replace(b'"cards": {}', b'"cards": {\n"k3x": {},\n"k3x": {}\n}'),
     "cards k3x", "twice"),
]


@pytest.mark.parametrize(("data", "path", "fact"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_wrong_in_a_map_has_its_place(data, path, fact):
    found = next(p for p in problems_in(data) if p.path == tuple(path.split(" ")) and fact in p.message)
    assert found in validate(data)
    there = data.decode().split("\n")[found.line - 1].strip()
    named = found.path[-2:] if "missing" in fact else found.path[-1:]
    assert found.path[-1].isdecimal() or any(there.startswith(f'"{key}":') for key in named)


def test_the_line_is_the_one_of_the_field_the_item_or_what_lacks_it():
    data = b'''{
        "format": "cjdesigner/map", "schema": 1,
        "stages": {"s": {"rank": "a0"}}, "lanes": {"s2": {"rank": "a0", "kind": "note"}},
        "cards": {
            "k": {
                "rank": "a0", "kind": "note", "stage": "s",
                "tags": ["text",
                    5],
                "text": 7
            }
        }
    }'''
    assert [(p.path[2:], p.line) for p in validate(data)] == [(("lane",), 5), (("tags", "1"), 8), (("text",), 9)]


def test_all_problems_are_named_at_once():
    data = lines(
        title=5, cards={"k": {"rank": "", "kind": "note", "stage": "gone", "lane": "l", "x": float("nan")}},
        personas={"s": {"rank": "a0"}}, links={"i": {"rank": "a0", "source": "k", "target": "k", "label": []}})
    paths = {problem.path for problem in validate(data)}
    assert paths == {("title",), ("cards", "k", "rank"), ("cards", "k", "stage"), ("cards", "k", "x"),
                     ("personas", "s"), ("links", "i", "label"), ("links", "i", "source")}
    numbers = [problem.line for problem in validate(data)]
    assert None not in numbers
    assert numbers == sorted(numbers)


def test_a_good_file_has_no_problems():
    assert validate(SAMPLE.read_bytes()) == []
    assert validate(lines()) == []


def test_strangers_text_is_shown_short_and_harmless():
    message = problems_in(lines(state="\u202e\n" + "x" * 5000))[0].message
    assert "\u202e" not in message
    assert len(message) < 200
    assert "{oops}" in problems_in(with_card(stage="{oops}"))[0].message


def test_in_a_very_long_file_problems_have_no_lines(monkeypatch):
    monkeypatch.setattr(places, "LONGEST_SCAN", 10)
    monkeypatch.setattr(reading, "LONGEST_SCAN", 10)
    assert validate(with_card(severity=9))[0].line is None
    data = with_card(new=0).replace(b'"new": 0', b'"text": "a", "text": NaN')
    assert {p.message.split(":")[0] for p in validate(data)} >= {
        "text is there twice", "NaN is no number that a file can hold"}


def test_a_problem_reads_as_a_sentence_with_its_place():
    assert str(Problem(("cards", "k"), 3, "is bad.")) == "cards → k, line 3: is bad."
    assert str(Problem((), None, "is bad.")) == "is bad."


def test_spots_finds_every_value():
    text = '{"a": [1, {"b": "x:y"}, []],\n "c\\n" : {}, "1": {"2": true,\n"d": null}}'
    assert [(spot.path, spot.line, spot.token) for spot in spots(text)] == [
        ((), 1, "{"), (("a",), 1, "["), (("a", "0"), 1, "1"), (("a", "1"), 1, "{"), (("a", "1", "b"), 1, '"x:y"'),
        (("a", "2"), 1, "["), (("c\n",), 2, "{"), (("1",), 2, "{"), (("1", "2"), 2, "true"), (("1", "d"), 3, "null"),
    ]


@pytest.mark.parametrize("text", ["", "}", "]]:", ":", ",,", '"', '{"a', "[,]:", '"a":1'])
def test_spots_bears_any_text(text):
    list(spots(text))
