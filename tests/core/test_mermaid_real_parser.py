"""What `to_mermaid` writes, read by Mermaid itself. Needs node and a folder with mermaid and jsdom installed by npm."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cjdesigner.exchange.importing import decode, find_blocks, import_journey
from cjdesigner.exchange.mermaid_writer import to_mermaid
from cjdesigner.model.cards import Action, Emotion, Note
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage

TESTS = Path(__file__).parent.parent
DATA = TESTS / "data" / "mermaid"
FOLDER = Path(os.environ.get("CJDESIGNER_MERMAID") or TESTS.parent)
MISSING = [part for part in ("mermaid", "jsdom") if not (FOLDER / "node_modules" / part).is_dir()]
NASTY = [
    "a: b", "Issue #12; pay", "R&D", "R&amp;D", "a < b > c", "<br>", "<script>x</script>", "50%% off", "%% comment",
    "%percent", "x%% y", "%%{init: {}}%%", "{weird} [x] (y)", '"Quoted: task"', "Title check", "section lead",
    "journey", "Journey begins", "journeyđ", "accTitle: x", "accDescr {", "accDescr: y", "title", "style a:b#c;",
    "classDef x:y#z;", "---", "`code` ~~~", "a\\b $x$ | y", "Lan, Jr", "12:30", "5", "3: Me", ": 4: You",
    ";", "#", "}", "#58;", "&#58;", "ﬂ°58¶ß", "Hành trình ✍️ 日本語", "a  b\tc", "end", "A --> B", "😀", "nul: NaN",
]

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed"),
    pytest.mark.skipif(bool(MISSING), reason=f"npm packages are missing (CJDESIGNER_MERMAID): {', '.join(MISSING)}"),
]


def nasty_map(text):
    """A map that says the same text everywhere."""
    return JourneyMap(
        title=text, scenario=f"{text}\n{text}",
        personas={"p": Persona(id="p", rank="a", name=text)},
        stages={"s": Stage(id="s", rank="a", name=text), "t": Stage(id="t", rank="b", name="")},
        lanes={"l": Lane(id="l", rank="a", kind="action", name=text),
               "m": Lane(id="m", rank="b", kind="note", name=text)},
        cards={
            "a": Action(id="a", rank="a", stage="s", lane="l", text=text, personas=("p",), details=text),
            "e": Emotion(id="e", rank="a", stage="s", lane="m", text=text, score=2),
            "f": Emotion(id="f", rank="b", stage="t", lane="m", text=text, score=-2, personas=("p",)),
            "n": Note(id="n", rank="b", stage="s", lane="m", text=text),
        },
    )


def understood(*texts):
    done = subprocess.run(["node", str(TESTS / "mermaid_check.mjs"), str(FOLDER)], input=json.dumps(texts), text=True,
                          encoding="utf-8", capture_output=True, timeout=110, check=True)
    return dict(zip(texts, json.loads(done.stdout), strict=True))


def words(text):
    return " ".join(text.split())


def test_mermaid_reads_any_text_as_it_was_meant():
    written = {text: to_mermaid(nasty_map(text)) for text in NASTY}
    read = understood(*written.values())
    wrong = {text: read[mermaid] for text, mermaid in written.items() if summary(read[mermaid]) != expected(text)}
    assert not wrong


def summary(result):
    if "error" in result:
        return result
    tasks = [(words(section), words(task), score, [words(p) for p in people])
             for section, task, score, people in result["tasks"]]
    return words(result["title"]), words(result["description"]), [words(s) for s in result["sections"]], tasks


def expected(text):
    said = words(text)
    return said, f"{said} {said}", [said, ""], [(said, said, 5, [said]), ("", said, 1, [said])]


def test_mermaid_reads_what_was_imported_and_written():
    paths = [path for path in sorted(DATA.iterdir()) if path.name != "SOURCES.md"]
    maps = [import_journey(block).map for path in paths for block in find_blocks(decode(path.read_bytes()))]
    read = understood(*dict.fromkeys(map(to_mermaid, maps)))
    for made in maps:
        result = read[to_mermaid(made)]
        actions = [card for card in made.cards.values() if card.kind == "action"]
        assert "error" not in result
        assert [words(task.replace("<br>", " ")) for _section, task, *_rest in result["tasks"]] == \
            [words(card.text) for card in actions]
        assert all(score in {1, 2, 3, 4, 5} for _section, _task, score, _people in result["tasks"])
