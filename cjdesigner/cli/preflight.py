"""`preflight`: what is to be known of an export before it is written."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from cjdesigner.cli.choices import PageOptions, page_choices, page_options
from cjdesigner.cli.parts import examples, json_option, map_argument, open_map
from cjdesigner.language import _

if TYPE_CHECKING:
    from cjdesigner.export.preflight import Finding


def preflight() -> click.Command:
    """The command `preflight`."""
    params: list[click.Parameter] = [map_argument(), *page_options(), json_option()]
    epilog = examples(
        ("cjdesigner preflight coffee.cjmap --page A4", _("is it still readable on this sheet?")),
        ("cjdesigner preflight coffee.cjmap --client", _("and what is left out of the client's copy?")),
        ("cjdesigner preflight --json coffee.cjmap", _("the same for a program")),
    )
    text = _("Says what is to be known of an export before it is written: characters without a font, the smallest "
             "type, pages, coarse pictures, faint text, links that are refused, what a client does not get.\n\n"
             "It warns and forbids nothing: the exit status is 0 for every map that can be read.")
    return click.Command("preflight", params=params, callback=_preflight, epilog=epilog, help=text,
                         short_help=_("Says what is to be known of an export before it is written."))


def _preflight(path: Path, as_json: bool, **options: Unpack[PageOptions]) -> None:
    from cjdesigner.export.preflight import preflight as findings_of

    found = findings_of(open_map(path).map, page_choices(options))
    if as_json:
        click.echo(json.dumps({"findings": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(_line, found)))


def _line(finding: "Finding") -> str:
    return _("Warning: {sentence}").format(sentence=finding.sentence) if finding.severity == "warning" \
        else finding.sentence
