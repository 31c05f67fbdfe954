"""A journey becomes a map, and what does not fit is told with its line."""

from pathlib import Path

import pytest

from cjdesigner.exchange.importing import Block, ImportFailed, decode, find_blocks, import_journey
from cjdesigner.exchange.mermaid import decode_code
from cjdesigner.exchange.mermaid_writer import to_mermaid

DATA = Path(__file__).parent.parent / "data" / "mermaid"
FILES = [path for path in sorted(DATA.iterdir()) if path.name != "SOURCES.md"]


def read(text, language="en"):
    return import_journey(Block(text), language)


def tasks(made):
    """(stage, text, score, personas) of each action; the score is that of the emotion that follows it."""
    cards, rows = list(made.cards.values()), []
    for index, card in enumerate(cards):
        if card.kind == "action":
            follower = cards[index + 1] if index + 1 < len(cards) else None
            score = follower.score if follower is not None and follower.kind == "emotion" else None
            names = [made.personas[key].name for key in card.personas]
            rows.append((made.stages[card.stage].name, card.text, score, names))
    return rows


def test_the_readme_example():
    block, = find_blocks(decode((DATA / "mermaid_readme.md").read_bytes()))
    done = import_journey(block, "en")
    assert done.map.title == "My working day"
    assert done.warnings == ()
    assert [lane.kind for lane in done.map.ordered_lanes()] == ["action", "emotion"]
    assert [persona.name for persona in done.map.ordered_personas()] == ["Me", "Cat"]
    assert tasks(done.map)[2] == ("Go to work", "Do work", -2, ["Me", "Cat"])


@pytest.mark.parametrize(("line", "task", "warned"), [
    ("Pay: 3: Me", ("Pay", 0, ["Me"]), ""),
    ("Pay:3:Me,You", ("Pay", 0, ["Me", "You"]), ""),
    ("Pay : 1 : Me , , Me", ("Pay", -2, ["Me"]), ""),
    ("Pay: 5", ("Pay", 2, []), ""),
    ("Pay: 5:", ("Pay", 2, []), ""),
    ("Pay: 5: Me;", ("Pay", 2, ["Me"]), ""),
    ("Pay: 0: Me", ("Pay", -2, ["Me"]), "score 0 "),
    ("Pay: 7: Me", ("Pay", 2, ["Me"]), "score 7 "),
    ("Pay: -2: Me", ("Pay", -2, ["Me"]), "score -2 "),
    ("Pay: 3.5: Me", ("Pay", 1, ["Me"]), "score 3.5 "),
    ("Pay: 4.0: Me", ("Pay", 1, ["Me"]), ""),
    (f"Pay: {'9' * 400}: Me", ("Pay", 2, ["Me"]), "999"),
    ("Pay: good: Me", ("Pay", 0, ["Me"]), "“good”"),
    ("Pay: NaN: Me", ("Pay", 0, ["Me"]), "“NaN”"),
    ("Pay: : Me", ("Pay", None, ["Me"]), "no score"),
    ("Pay:", ("Pay", None, []), "no score"),
    ("Pay", ("Pay", None, []), "no score"),
    ("Pay: at the door", ("Pay: at the door", None, []), "no score"),
    ("Ask: where is it: 3: Me", ("Ask: where is it", 0, ["Me"]), "splits"),
    ("Meet at 10:30: 4: Me", ("Meet at 10:30", 1, ["Me"]), "splits"),
    ("Meet at 9:30: 5", ("Meet at 9:30", 2, []), "splits"),
    ("Pay: 3: 4", ("Pay", 0, ["4"]), ""),
    ("Pay: 3: Me: You", ("Pay", 0, ["Me: You"]), "splits"),
    ('"Quoted: task": 3: "Me"', ('"Quoted: task"', 0, ['"Me"']), "splits"),
    ("Title check: 3: Me", ("Title check", 0, ["Me"]), "keyword"),
    ("Section lead calls: 3: Me", ("Section lead calls", 0, ["Me"]), "keyword"),
    ("journey begins: 3: Me", ("journey begins", 0, ["Me"]), "keyword"),
    ("Title: 3: Me", ("Title", 0, ["Me"]), "keyword"),
    ("Pay #12: 3: Me", ("Pay #12", 0, ["Me"]), ""),
    ("Pay; leave: 3: Me", ("Pay; leave", 0, ["Me"]), ""),
    ("Pay#58; now#colon; #35;1: 3: Lan#44; Jr", ("Pay: now: #1", 0, ["Lan, Jr"]), ""),
    ("One<br>two<br />three: 3: Me", ("One\ntwo\nthree", 0, ["Me"]), ""),
    ("50%% off: 3: Me", ("50%% off", 0, ["Me"]), ""),
    ("Pay: 3: Me %% a note", ("Pay", 0, ["Me"]), "a note"),
    ("Pay： now: 3: Me", ("Pay： now", 0, ["Me"]), ""),
    ("Click Buy: 3: Me", ("Click Buy", 0, ["Me"]), ""),
    ("class A: 3: Me", ("class A", 0, ["Me"]), ""),
])
def test_a_task(line, task, warned):
    done = read(f"journey\n section A\n  {line}")
    assert tasks(done.map) == [("A", *task)]
    assert [warning.line for warning in done.warnings] == ([3] if warned else [])
    assert all(warned in warning.sentence for warning in done.warnings)


def test_a_word_instead_of_a_score_is_kept():
    emotion = list(read("journey\n Pay: good: Me").map.cards.values())[1]
    assert (emotion.kind, emotion.text, emotion.score) == ("emotion", "good", 0)


def test_sections():
    done = read("journey\n Early: 3\n section A\n  P: 3\n section B: more\n section A\n  Q: 3\n section\n  R: 3")
    assert [stage.name for stage in done.map.ordered_stages()] == ["Start", "A", "B: more", "A", ""]
    assert [row[:2] for row in tasks(done.map)] == [("Start", "Early"), ("A", "P"), ("A", "Q"), ("", "R")]


@pytest.mark.parametrize(("head", "title", "scenario"), [
    (" title T\n accTitle: A\n accDescr: D", "T", "A\nD"),
    (" accTitle: A\n accDescr: D", "A", "D"),
    (" title T\n accTitle: T\n accDescr {\n one\n  two\n }", "T", "one\ntwo"),
    (" title Map #1; part 2", "Map #1; part 2", ""),
    (" title: With a colon", "With a colon", ""),
    (" title Level: 3", "Level: 3", ""),
    (" accDescr { one } ", "", "one"),
])
def test_head(head, title, scenario):
    done = read(f"journey\n{head}\n section A\n  P: 3")
    assert (done.map.title, done.map.scenario, done.warnings) == (title, scenario, ())


@pytest.mark.parametrize(("text", "line", "word"), [
    ("---\ntitle: F\ntheme: dark\n---\njourney\n P: 3", 1, "theme: dark"),
    ("%%{init: {\n'x': 1}}%%\njourney\n P: 3", 1, "init"),
    ("journey\n title A\n title B\n P: 3", 3, "left out: A"),
    ("journey\n %% one\n # two\n % three\n P: 3", 2, "line 2: one; line 3: two; line 4: three"),
    ("journey\n P: 3\n classDef a fill:#fff", 3, "classDef a fill:#fff"),
    ("journey\n P: 3\n A --> B", 3, "A --> B"),
    ("journey\n P: 3\n accDescr { open", 3, "not closed"),
    ("journey", 1, "no tasks"),
])
def test_what_does_not_fit_is_told(text, line, word):
    warning, = read(text).warnings
    assert warning.line == line
    assert word in warning.sentence


def test_a_foreign_statement_becomes_a_note():
    made = read("journey\n P: 3\n classDef a fill:#fff").map
    assert [(card.kind, card.text) for card in made.cards.values()][-1] == ("note", "classDef a fill:#fff")
    assert [lane.name for lane in made.ordered_lanes()] == ["Actions", "Emotions", "Notes"]


def test_a_warning_names_the_line_in_the_whole_file():
    block, = find_blocks("# Head\n\ntext\n\n```mermaid\njourney\n  Pay: 9: Me\n```\n")
    assert [warning.line for warning in import_journey(block).warnings] == [7]


def test_lines_and_words_survive_in_order():
    made = read("journey\n A: 1\n B: 2\n C: 3\n D: 4\n E: 5").map
    stage, = made.stages
    lane = made.ordered_lanes()[0].id
    assert [card.text for card in made.cell(stage, lane)] == list("ABCDE")


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(ImportFailed):
        read(f"journey\n {'x' * 100_001}: 3")


@pytest.mark.parametrize(("code", "text"), [
    ("58", ":"), ("quot", '"'), ("colon", ":"), ("128512", "😀"), ("nope", None), ("0", None), ("12", None),
    ("99999999", None), ("55296", None), ("amp", "&"),
])
def test_codes(code, text):
    assert decode_code(code) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_journey_survives_writing_and_reading(path):
    for block in find_blocks(decode(path.read_bytes())):
        first = import_journey(block, "en").map
        again = import_journey(Block(to_mermaid(first)), "en").map
        assert plain(again) == plain(first)
        assert same_score(first, again)


def plain(made):
    """What Mermaid can hold of a map, but for the scores."""
    rows = [(stage, text, names) for stage, text, _score, names in tasks(made)]
    return made.title, made.scenario, [stage.name for stage in made.ordered_stages()], rows


def same_score(first, again):
    """A task without a score takes that of its nearest neighbour: Mermaid has no task without one."""
    return all(one[2] in (None, other[2]) for one, other in zip(tasks(first), tasks(again), strict=True))


def test_there_are_enough_journeys():
    assert len(FILES) >= 10
    assert sum(len(find_blocks(decode(path.read_bytes()))) for path in FILES) >= 12
