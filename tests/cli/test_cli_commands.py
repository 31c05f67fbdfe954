"""Each command does what its help says."""

import json
from pathlib import Path

import pypdf
import pytest
import xlsxwriter

from cjdesigner import __version__
from cjdesigner.cli import looking, main
from cjdesigner.drawing import compose
from cjdesigner.drawing.branding import save_theme
from cjdesigner.drawing.palettes import BY_NAME
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.export import FORMATS
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.files.themes import Colours, ThemeFile, to_bytes
from cjdesigner.model.templates import KEYS, SAMPLE, build
from tests.cli.conftest import DATA, Run
from tests.core.pictures import map_with, picture, png

MERMAID = sorted(path for path in (DATA / "mermaid").iterdir() if path.name != "SOURCES.md")
INFO = {"title", "language", "state", "personas", "stages", "lanes", "cards", "links", "steps", "comments", "votes",
        "parked", "agenda", "pictures", "conflicts", "cards_by_kind", "fonts",
        "missing", "schema", "read_only", "problems"}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.cjmap"
    save_map(build(SAMPLE, "en"), path)
    return path


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("key", [*KEYS, SAMPLE, "blank"])
def test_a_template_goes_all_the_way(key: str, code: str, run: Run):
    assert run("new", "--template", key, "--lang", code, "-o", "m.cjmap") == (0, "m.cjmap is written.\n", "")
    assert run("validate", "m.cjmap") == (0, "m.cjmap is a good map.\n", "")
    facts = json.loads(run("info", "--json", "m.cjmap").out)
    journey = open_map("m.cjmap").map
    assert facts.keys() == INFO
    assert (facts["title"], facts["language"]) == (journey.title, code)
    assert facts["stages"] == len(journey.stages)
    assert sum(facts["cards_by_kind"].values()) == facts["cards"] == len(journey.cards)
    assert facts["missing"] == []
    assert run("export", "m.cjmap", "-o", "m.pdf").code == 0
    text = pypdf.PdfReader("m.pdf").pages[0].extract_text()
    assert all(stage.name.split()[0] in text for stage in journey.stages.values())


def test_new_is_blank_without_a_template_and_speaks_the_programs_language(run: Run):
    assert run("--lang", "vi", "new", "-o", "m.cjmap").code == 0
    journey = open_map("m.cjmap").map
    assert (journey.language, len(journey.stages), len(journey.cards)) == ("vi", 0, 0)


@pytest.mark.parametrize("arguments", [("new",), ("import", DATA / "mermaid/mixed_statements.mmd")])
def test_a_new_map_takes_no_files_place_unless_forced(arguments: tuple[object, ...], run: Run):
    Path("m.cjmap").write_text("mine")
    refused = run(*arguments, "-o", "m.cjmap")
    assert refused.code == 2
    assert refused.err == "Error: m.cjmap is there already. Give --force to write over it.\n"
    assert Path("m.cjmap").read_text() == "mine"
    assert run(*arguments, "-o", "m.cjmap", "--force").code == 0
    assert run("validate", "m.cjmap").code == 0


def test_templates_are_listed(run: Run):
    listed = json.loads(run("templates", "--lang", "vi", "--json").out)
    assert [each["key"] for each in listed] == list(KEYS)
    assert all(each["name"] and each["summary"] for each in listed)
    text = run("templates", "--lang", "vi").out
    assert all(each["name"] in text and each["summary"] in text for each in listed)
    assert run("templates").out != text


@pytest.mark.parametrize("source", MERMAID, ids=lambda path: path.name)
def test_a_mermaid_file_goes_all_the_way(source: Path, run: Run):
    first = run("import", source, "-o", "m.cjmap")
    if first.code:
        assert "--block N" in first.err
        assert run("import", source, "--block", "2", "-o", "m.cjmap").code == 0
    assert run("validate", "m.cjmap").code == 0
    assert run("export", "m.cjmap", "-o", "m.mmd").code == 0
    assert run("import", "m.mmd", "-o", "again.cjmap").code == 0
    one, two = open_map("m.cjmap").map, open_map("again.cjmap").map
    assert [stage.name for stage in one.ordered_stages()] == [stage.name for stage in two.ordered_stages()]


def test_warnings_of_an_import_name_file_and_line(run: Run):
    Path("j.mmd").write_text("journey\n  section One\n    Pay: 9: Me\n", encoding="utf-8")
    ran = run("import", "j.mmd", "-o", "m.cjmap")
    assert ran.code == 0
    assert ran.err.startswith("j.mmd:3: ")
    assert Path("m.cjmap").exists()


def test_several_journeys_are_listed(run: Run):
    block = "```mermaid\njourney\n  title {}\n  section S\n    Task: 3\n```\n"
    Path("two.md").write_text("# Two\n" + block.format("Café") + "\n" + block.format("Thử"), encoding="utf-8")
    ran = run("import", "two.md", "-o", "m.cjmap")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "Error: Choose one of the journeys in two.md with --block N: it holds 2 journeys.",
        "  1: Café (line 3)", "  2: Thử (line 10)",
    ]
    assert not Path("m.cjmap").exists()
    assert run("import", "two.md", "--block", "2", "-o", "m.cjmap").code == 0
    assert open_map("m.cjmap").map.title == "Thử"
    assert "There is no journey 3 in two.md" in run("import", "two.md", "--block", "3", "-o", "n.cjmap").err


@pytest.mark.parametrize(("name", "start"), [
    ("m.pdf", b"%PDF-"), ("m.SVG", b"<"), ("m.png", b"\x89PNG"), ("m.mmd", b"journey\n"),
])
def test_export_by_extension_takes_the_files_place(name: str, start: bytes, sample: Path, run: Run):
    Path(name).write_text("old")
    assert run("export", sample, "-o", name) == (0, f"{name} is written.\n", "")
    assert Path(name).read_bytes().startswith(start)


def test_every_format_is_in_the_help_of_export(run: Run):
    text = run("export", "--help").out
    assert all(suffix in text for suffix in (*FORMATS, ".mmd"))


@pytest.mark.parametrize(("options", "wide", "high"), [
    (("--page", "a3"), 420, 297), (("--page", "A3", "--portrait"), 297, 420), (("--page", "Letter"), 279.4, 215.9),
])
def test_export_on_paper(options: tuple[str, ...], wide: float, high: float, sample: Path, run: Run):
    assert run("export", sample, "-o", "m.pdf", *options).code == 0
    box = pypdf.PdfReader("m.pdf").pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((wide * 72 / 25.4, high * 72 / 25.4), abs=0.01)


def test_scale_makes_a_larger_picture(sample: Path, run: Run):
    def width() -> int:
        return int.from_bytes(Path("m.png").read_bytes()[16:20])

    run("export", sample, "-o", "m.png", "--scale", "0.5")
    small = width()
    run("export", sample, "-o", "m.png", "--scale", "1")
    assert width() == pytest.approx(2 * small, abs=2)


def test_small_letters_and_missing_ones_are_told(run: Run):
    journey = build(SAMPLE, "en")
    card = next(iter(journey.cards.values()))
    odd = card.model_copy(update={"text": "odd \U0010fffd"})
    save_map(type(journey).model_validate(dict(journey) | {"cards": {**journey.cards, card.id: odd}}), "odd.cjmap")
    ran = run("export", "odd.cjmap", "-o", "m.pdf", "--page", "A5")
    assert ran.code == 0
    assert "\U0010fffd: boxes are drawn instead." in ran.err
    assert "choose a larger sheet" in ran.err
    [missing] = json.loads(run("info", "--json", "odd.cjmap").out)["missing"]
    holder = {"collection": "cards", "id": card.id, "text": odd.text}
    assert missing == {"character": "\U0010fffd", "code": "U+10FFFD", "held_by": [holder]}
    assert f"(U+10FFFD):\n  Cards → {card.id}: odd" in run("info", "odd.cjmap").out


def test_who_holds_a_character_is_found_in_every_field():
    journey = build(SAMPLE, "en")
    stage, lane = journey.ordered_stages()[0], journey.ordered_lanes()[0]
    changed = {
        "title": "☃", "stages": {**journey.stages, stage.id: stage.model_copy(update={"time": "a ☃"})},
        "lanes": {**journey.lanes, lane.id: lane.model_copy(update={"prompts": {stage.id: "☃?"}})},
    }
    odd = type(journey).model_validate(dict(journey) | changed)
    found = [(each["collection"], each["id"]) for each in looking.holders(odd, "☃")]
    assert found == [("", journey.id), ("stages", stage.id), ("lanes", lane.id)]


def test_info_says_what_is_there(sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(compose, "Typesetter", lambda: Typesetter(FontSet(system=False)))
    lines = run("info", sample).out.splitlines()
    facts = dict(line.strip().split("  ", 1) for line in lines if "  " in line.strip())
    journey = build(SAMPLE, "en")
    assert facts["Title"].strip() == journey.title
    assert facts["Stages"].strip() == str(len(journey.stages))
    assert facts["Pain points"].strip() == str(sum(card.kind == "pain_point" for card in journey.cards.values()))
    assert "BeVietnamPro-Regular" in facts["Fonts"]


def test_a_newer_file_is_read_with_a_notice(sample: Path, run: Run):
    newer = sample.read_text("utf-8").replace('"schema": 3', '"schema": 9')
    newer = newer.replace('"min_reader": 2', '"min_reader": 9')
    sample.write_text(newer, "utf-8")
    ran = run("info", "--json", sample)
    assert ran.code == 0
    assert "newer version of cjdesigner" in ran.err
    facts = json.loads(ran.out)
    assert (facts["schema"], facts["read_only"]) == (9, True)
    assert run("export", sample, "-o", "m.pdf").code == 0
    assert sample.read_text("utf-8") == newer


def test_validate_names_every_problem(sample: Path, run: Run):
    data = json.loads(sample.read_bytes())
    emotions = [card for card in data["cards"].values() if card["kind"] == "emotion"]
    emotions[0]["score"] = 7
    emotions[1]["stage"] = "nowhere"
    sample.write_text(json.dumps(data, indent=1), "utf-8")
    ran = run("validate", sample)
    assert ran.code == 1
    assert ran.err == ""
    first, second, summary = ran.out.splitlines()
    assert {"must be at most 2, not 7." in first, "must be at most 2, not 7." in second} == {True, False}
    assert first.startswith(f"{sample}: cards → ")
    assert ", line " in first
    assert summary == "2 problems."
    told = json.loads(run("validate", "--json", sample).out)
    assert told["valid"] is False
    assert [set(each) for each in told["problems"]] == [{"path", "line", "message"}] * 2
    told = run("info", sample)
    assert told.code == 0
    assert "2 values could not be read; they are kept as they are." in told.err
    assert "must be at most 2, not 7." in told.out
    assert len(json.loads(run("info", "--json", sample).out)["problems"]) == 2


def test_validate_json_of_a_good_map(sample: Path, run: Run):
    ran = run("validate", sample, "--json")
    assert ran.code == 0
    assert json.loads(ran.out) == {"valid": True, "problems": []}


def test_unexpected_errors_are_not_swallowed(sample: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "open_map", broken)
    with pytest.raises(ZeroDivisionError):
        main(["info", str(sample)])


def test_the_version(run: Run):
    assert run("--version") == (0, f"cjdesigner {__version__}\n", "")


def test_a_table_becomes_a_map(run: Run):
    Path("Cà phê.csv").write_text(";See;Buy\nNỗi đau;slow;dear\n", encoding="utf-8")
    assert run("import", "Cà phê.csv", "-o", "m.cjmap", "--lang", "en").code == 0
    journey = open_map(Path("m.cjmap")).map
    assert journey.title == "Cà phê"
    assert {card.kind for card in journey.cards.values()} == {"pain_point"}
    assert [stage.name for stage in journey.ordered_stages()] == ["See", "Buy"]


def test_a_sheet_is_chosen_by_its_name(run: Run):
    with xlsxwriter.Workbook("book.xlsx") as book:
        book.add_worksheet("Empty")
        for name in ("One", "Two"):
            book.add_worksheet(name).write("A1", f"in {name}")
    assert run("import", "book.xlsx", "-o", "first.cjmap").code == 0
    assert run("import", "book.xlsx", "--sheet", "Two", "-o", "second.cjmap").code == 0
    assert [card.text for name in ("first", "second")
            for card in open_map(Path(f"{name}.cjmap")).map.cards.values()] == ["in One", "in Two"]
    refused = run("import", "book.xlsx", "--sheet", "Three", "-o", "m.cjmap")
    assert refused.code == 2
    assert refused.err.startswith("Error: book.xlsx: There is no sheet “Three”")
    Path("bad.xlsx").write_bytes(b"x")
    assert run("import", "bad.xlsx", "-o", "m.cjmap").code == 2
    assert not Path("m.cjmap").exists()


# --- looks -----------------------------------------------------------------------------------------------------


def test_themes_are_listed_with_ones_own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path))
    own = save_theme(ThemeFile(name="Xưởng Bắc"))
    lines = run("themes").out.splitlines()
    assert [line.split()[0] for line in lines] == [*BY_NAME, "Xưởng-Bắc"]
    assert lines[-1].endswith(f"Xưởng Bắc  ({own})")
    listed = json.loads(run("themes", "--json").out)
    assert [each["key"] for each in listed] == [*BY_NAME, "Xưởng-Bắc"]
    assert listed[-1]["path"] == str(own)


def test_an_export_has_the_theme_the_legend_and_the_languages_that_it_is_told(run: Run, sample: Path):
    Path("bright.cjtheme").write_bytes(to_bytes(ThemeFile(name="Bright", colours=Colours(primary="#FFD400"))))
    for theme in ("warm", "bright.cjtheme"):
        ran = run("export", sample, "-o", "m.svg", "--theme", theme, "--legend", "--lang", "vi+en")
        assert (ran.code, ran.out) == (0, "m.svg is written.\n")
        assert ran.err == ("" if theme == "warm" else
                           "bright.cjtheme: curve: #FFD400 became #997F00, so that words can be read.\n")
        text = Path("m.svg").read_text("utf-8")
        assert BY_NAME["warm"].header[0].lower() in text.lower() or theme != "warm"
        assert "Bản đồ hành trình khách hàng" in text
        assert "Customer journey map" in text
        assert "blocks the journey" in text


@pytest.mark.parametrize(("options", "said"), [
    (("--theme", "sepia"), "There is no theme “sepia”. The themes are: light, warm"),
    (("--theme", "none.cjtheme"), "none.cjtheme cannot be read"),
    (("--lang", "vi+fr"), "There are no words in “vi+fr”. The languages are: vi, en, vi+en."),
])
def test_looks_that_there_are_not_are_refused(options: tuple[str, ...], said: str, run: Run, sample: Path):
    ran = run("export", sample, "-o", "m.pdf", *options)
    assert ran.code == 2
    assert said in ran.err
    assert not Path("m.pdf").exists()


@pytest.mark.parametrize("options", [("--theme", "warm"), ("--legend",), ("--lang", "vi")])
def test_mermaid_has_no_looks(options: tuple[str, ...], run: Run, sample: Path):
    ran = run("export", sample, "-o", "m.mmd", *options)
    assert ran.err == f"Error: The option {options[0]} means nothing for .mmd.\n"


def test_a_map_with_pictures_is_packed_and_unpacked(tmp_path: Path, run: Run):
    first = map_with(picture(png()))
    save_map(first, tmp_path / "m.cjmap")
    packed, unpacked = tmp_path / "m.cjpack", tmp_path / "u.cjmap"
    assert run("pack", str(tmp_path / "m.cjmap"), "-o", str(packed)).code == 0
    assert run("unpack", str(packed), "-o", str(unpacked)).code == 0
    assert open_map(packed).map == open_map(unpacked).map == first
    assert list((tmp_path / "u.assets").iterdir())
    again = run("pack", str(unpacked), "-o", str(packed))
    assert again.code == 2
    assert "--force" in again.err
    wrong = run("pack", str(unpacked), "-o", str(tmp_path / "m.zip"))
    assert wrong.code == 2
    assert ".cjpack" in wrong.err
