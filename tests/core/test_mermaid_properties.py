"""For any text: what is written is read back, and what is read is in the map or in a warning."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.errors import CjError
from cjdesigner.exchange.importing import Block, decode, find_blocks, import_journey
from cjdesigner.exchange.mermaid import mask, tidy, unmask
from cjdesigner.exchange.mermaid_writer import to_mermaid
from cjdesigner.model.cards import Action, Emotion
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.ranks import first_ranks
from cjdesigner.model.text import clean

DATA = Path(__file__).parent.parent / "data" / "mermaid"
FILES = [path for path in sorted(DATA.iterdir()) if path.name != "SOURCES.md"]
PIECES = ["journey", "title ", "section ", "accTitle:", "accDescr {", "accDescr:", "}", ":", ";", "#", ",", "%", "%%",
          "%%{", "}%%", "<br>", "\n", "\r\n", " ", "---", "#58;", "#quot;", "3", "-2", "3.5", "Me", "classDef", "-->",
          "end", "ﬂ°", "¶ß", "```", "```mermaid", "~~~", "> ", "- ", "1. ", "é", "Đ", "😀", "word", "good"]
TEXT = st.text(max_size=20) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
TASK = st.tuples(TEXT, st.integers(-2, 2), st.lists(st.integers(0, 2), max_size=3, unique=True))
NO_WORD = re.compile(r"journey|title|section|accTitle|accDescr|br|[1-5]", re.IGNORECASE)


def words(*texts):
    return [word for text in texts for word in clean(tidy(text)).split()]


def make(title, scenario, people, sections):
    """A map as an import makes it."""
    personas = {f"p{i}": Persona(id=f"p{i}", rank=rank, name=f"{i} {name}")
                for i, (name, rank) in enumerate(zip(people, first_ranks(len(people)), strict=True))}
    stages, cards = {}, {}
    for i, (rank, (name, tasks)) in enumerate(zip(first_ranks(len(sections)), sections, strict=True)):
        stages[f"s{i}"] = Stage(id=f"s{i}", rank=rank, name=name)
        for j, (place, (text, score, who)) in enumerate(zip(first_ranks(len(tasks)), tasks, strict=True)):
            shared = {"rank": place, "stage": f"s{i}", "personas": tuple(f"p{n}" for n in who if n < len(people))}
            cards[f"a{i}-{j}"] = Action(id=f"a{i}-{j}", lane="a", text=text, **shared)
            cards[f"e{i}-{j}"] = Emotion(id=f"e{i}-{j}", lane="e", score=score, **shared)
    lanes = {"a": Lane(id="a", rank="a", kind="action"), "e": Lane(id="e", rank="b", kind="emotion")}
    return JourneyMap(title=title, scenario=scenario, personas=personas, stages=stages, lanes=lanes, cards=cards)


def said(made):
    """The words of a map, place by place."""
    cells, rows = made.cells(), []
    lanes = [lane.id for lane in made.ordered_lanes()]
    for stage in made.ordered_stages():
        actions, emotions = (cells.get((stage.id, lane), []) for lane in lanes)
        rows.append((words(stage.name), [
            (words(a.text), e.score, [words(made.personas[key].name) for key in a.personas])
            for a, e in zip(actions, emotions, strict=True)]))
    return words(made.title), words(made.scenario), rows


@settings(deadline=None)
@given(TEXT, TEXT, st.lists(TEXT, max_size=3), st.lists(st.tuples(TEXT, st.lists(TASK, max_size=4)), max_size=4))
def test_what_is_written_is_read_back(title, scenario, people, sections):
    made = make(title, scenario, people, sections)
    again = import_journey(Block(to_mermaid(made))).map
    assert said(again) == said(made)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_what_is_written_is_found_in_markdown(title, text):
    made = make(title, text, [text], [(text, [(text, 1, [0])])])
    block, = find_blocks(f"Text\n\n```mermaid\n{to_mermaid(made)}```\n")
    assert said(import_journey(block).map) == said(made)


@given(st.lists(TEXT, max_size=12).map("\n".join))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_in_silence(body):
    assert_nothing_lost(f"journey\n{body}")


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.binary())
@settings(max_examples=400, deadline=None)
def test_garbage_is_read_or_refused(garbage):
    with suppress(CjError):
        text = decode(garbage) if isinstance(garbage, bytes) else garbage
        for block in find_blocks(text):
            import_journey(block)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_of_a_real_journey_is_lost(path):
    for block in find_blocks(decode(path.read_bytes())):
        assert_nothing_lost(block.text)


def assert_nothing_lost(text):
    done = import_journey(Block(text))
    made = done.map
    held = [made.title, made.scenario, *(persona.name for persona in made.personas.values()),
            *(stage.name for stage in made.stages.values()),
            *(card.text for card in made.cards.values()), *(warning.sentence for warning in done.warnings)]
    haystack = clean("\n".join(held))
    source = unmask(*mask(tidy(text)))
    expected = [word for word in re.findall(r"\w+", clean(source)) if not NO_WORD.fullmatch(word)]
    assert [word for word in expected if word not in haystack] == []


@pytest.mark.parametrize("piece", ["-", "%%{", "}%%{", ">", "> ", "- ", "<div class=mermaid>", "<div class=", "#58;",
                                   "%%", "title: ", "```\n", "accDescr {\n", ": 3", "journey\n", "#x", "  ", "1. ",
                                   "\n---", "a,"])
def test_long_texts_are_read_quickly(piece):
    began = time.perf_counter()
    text = "journey\n" + piece * (60_000 // len(piece)) + "\nx"
    with suppress(CjError):
        import_journey(find_blocks(text)[0])
    with suppress(CjError):
        find_blocks("text\n" + text)
    assert time.perf_counter() - began < 5
