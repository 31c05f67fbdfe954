"""`new`, `templates` and `import`: how a map begins."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cjdesigner import language
from cjdesigner.cli.parts import (
    FILE,
    Refused,
    check_target,
    examples,
    force_option,
    json_option,
    language_option,
    naming,
    note,
    output_option,
    read_bytes,
    write,
)
from cjdesigner.errors import CjError
from cjdesigner.language import _, ngettext

if TYPE_CHECKING:
    from cjdesigner.exchange.importing import Block
    from cjdesigner.model.map import JourneyMap

BLANK = "blank"
"""What stands for a template with nothing in it."""


def new() -> click.Command:
    """The command `new`."""
    meaning = _("The template: a key that “cjdesigner templates” lists; “blank” (as without this option) for a map "
                "with nothing in it; “sample” for a finished example.")
    params: list[click.Parameter] = [
        click.Option(["--template"], default=BLANK, metavar="KEY", help=meaning),
        language_option(_("The language of the map; else the program's.")),
        output_option(_("The new file, .cjmap.")),
        force_option(),
    ]
    epilog = examples(
        ("cjdesigner new -o empty.cjmap", _("an empty map")),
        ("cjdesigner new --template 5a --lang vi -o coffee.cjmap", _("the stages of the 5A model, in Vietnamese")),
        ("cjdesigner new --template sample -o sample.cjmap", _("an example with personas and cards")),
    )
    return click.Command("new", params=params, callback=_new, epilog=epilog,
                         help=_("Makes a new map, empty or from a template."))


def _new(template: str, code: str | None, target: Path, force: bool) -> None:
    from cjdesigner.model.templates import blank, build

    code = code or language.active()
    made = blank(code) if template == BLANK else build(template, code)
    _save(made, target, force=force)


def _save(journey: "JourneyMap", target: Path, *, force: bool) -> None:
    from cjdesigner.files.format import to_bytes

    check_target(target, force=force)
    write(target, to_bytes(journey))


def templates() -> click.Command:
    """The command `templates`."""
    params: list[click.Parameter] = [
        language_option(_("The language of the templates; else the program's.")),
        json_option(),
    ]
    epilog = examples(
        ("cjdesigner templates", _("keys, names and what each is for")),
        ("cjdesigner templates --lang en --json", _("the same in English, for a program")),
    )
    return click.Command("templates", params=params, callback=_templates, epilog=epilog,
                         help=_("Lists the templates that a map can begin from."))


def _templates(code: str | None, as_json: bool) -> None:
    from cjdesigner.model.templates import builtin_templates

    found = builtin_templates(code or language.active())
    if as_json:
        data = [{name: asdict(each)[name] for name in ("key", "name", "summary")} for each in found]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    width = max((len(each.key) for each in found), default=0)
    for each in found:
        click.echo(f"{each.key:<{width}}  {each.name}")
        click.echo(f"{'':<{width}}  {each.summary}")


def importing() -> click.Command:
    """The command `import`."""
    params: list[click.Parameter] = [
        click.Argument(["source"], type=FILE, metavar="FILE"),
        click.Option(["--block"], type=click.IntRange(min=1), metavar="N",
                     help=_("Which journey, if FILE holds several: 1 is the first.")),
        click.Option(["--sheet"], metavar="NAME",
                     help=_("Which sheet of a workbook; else the first that is not empty.")),
        language_option(_("The language of the map; else the program's.")),
        output_option(_("The new file, .cjmap.")),
        force_option(),
    ]
    epilog = examples(
        ("cjdesigner import table.xlsx -o coffee.cjmap", _("a table of lanes and stages, or a list of cards")),
        ("cjdesigner import coffee.pdf -o coffee.cjmap", _("the map that is inside a PDF of cjdesigner")),
        ("cjdesigner import journey.mmd -o coffee.cjmap", _("a Mermaid user journey")),
        ("cjdesigner import README.md --block 2 -o coffee.cjmap", _("the second journey of a Markdown file")),
    )
    text = _("Makes a map from FILE: a table (.xlsx, .csv, .tsv), a Mermaid user journey, a Markdown text that holds "
             "one, or a PDF of cjdesigner, which has its map inside.\n\n"
             "What cannot be brought in as it stands is told with its line; the map is made nevertheless.")
    return click.Command("import", params=params, callback=_import, epilog=epilog, help=text,
                         short_help=_("Makes a map from a table, Mermaid, Markdown or PDF."))


def _import(
    source: Path, block: int | None, sheet: str | None, code: str | None, target: Path, force: bool
) -> None:
    from cjdesigner.exchange.importing import decode, find_blocks, import_journey
    from cjdesigner.exchange.pdf_map import PDF_ENDING, map_file_in
    from cjdesigner.exchange.tables import TABLE_ENDINGS
    from cjdesigner.files.format import from_bytes

    check_target(target, force=force)
    data = read_bytes(source)
    if source.suffix.lower() == PDF_ENDING:
        with naming(source):
            held = map_file_in(data)
            from_bytes(held)
        write(target, held)
        return
    if source.suffix.lower() in TABLE_ENDINGS:
        _save(_map_of_table(source, data, sheet, code or language.active()), target, force=force)
        return
    with naming(source):
        chosen = _chosen(find_blocks(decode(data)), block, source)
        imported = import_journey(chosen, code or language.active())
    for warning in imported.warnings:
        note(f"{source}:{warning.line}: {warning.sentence}")
    _save(imported.map, target, force=force)


def _map_of_table(source: Path, data: bytes, sheet: str | None, code: str) -> "JourneyMap":
    from cjdesigner.exchange.meaning import new_map_of
    from cjdesigner.exchange.tables import read_table

    with naming(source):
        return new_map_of(read_table(source.name, data, sheet), source.stem, code)


def _chosen(blocks: "list[Block]", number: int | None, source: Path) -> "Block":
    if number is None and len(blocks) > 1:
        raise Refused(_list(blocks, source))
    if number is not None and number > len(blocks):
        raise CjError(_("There is no journey {number} in {name}: {held}.").format(
            number=number, name=source, held=_held(len(blocks))))
    return blocks[(number or 1) - 1]


def _held(count: int) -> str:
    return ngettext("it holds {count} journey", "it holds {count} journeys", count)


def _list(blocks: "list[Block]", source: Path) -> str:
    line = _("{number}: {title} (line {line})")
    rows = [line.format(number=number, title=block.title or _("without a title"), line=block.line)
            for number, block in enumerate(blocks, start=1)]
    first = _("Choose one of the journeys in {name} with --block N: {held}.").format(
        name=source, held=_held(len(blocks)))
    return "\n  ".join([first, *rows])
