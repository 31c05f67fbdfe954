"""`validate` and `schema`: what is wrong with a file, and how it must look."""

import json
from pathlib import Path

import click

from cjdesigner.cli.parts import examples, json_option, map_argument, read_bytes
from cjdesigner.language import _, ngettext


def validate() -> click.Command:
    """The command `validate`."""
    epilog = examples(
        ("cjdesigner validate coffee.cjmap", _("says that all is well, or each problem on a line")),
        ("cjdesigner validate --json coffee.cjmap", _("the problems for a program")),
    )
    text = _("Names everything that is wrong with a map file, each with its place.\n\n"
             "The exit status is 0 for a good file, 1 for one with problems, 2 for one that cannot be read.")
    return click.Command("validate", params=[map_argument(), json_option()], callback=_validate, epilog=epilog,
                         help=text, short_help=_("Names everything that is wrong with a map file."))


def _validate(path: Path, as_json: bool) -> None:
    from cjdesigner.files.problems import validate as problems_of

    problems = problems_of(read_bytes(path))
    if as_json:
        data = [{"path": list(each.path), "line": each.line, "message": each.message} for each in problems]
        click.echo(json.dumps({"valid": not problems, "problems": data}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([*(f"{path}: {each}" for each in problems), _summary(path, len(problems))]))
    click.get_current_context().exit(1 if problems else 0)


def _summary(path: Path, count: int) -> str:
    if not count:
        return _("{name} is a good map.").format(name=path)
    return ngettext("{count} problem.", "{count} problems.", count)


def schema() -> click.Command:
    """The command `schema`."""
    epilog = examples(("cjdesigner schema > cjmap.schema.json", _("for an editor or a program that checks files")))
    text = _("Prints the JSON Schema of map files.\n\n"
             "It cannot say that ids exist that a map refers to: “cjdesigner validate” checks that too.")
    return click.Command("schema", callback=_schema, epilog=epilog, help=text,
                         short_help=_("Prints the JSON Schema of map files."))


def _schema() -> None:
    from cjdesigner.cli.schema import file_schema

    click.echo(json.dumps(file_schema(), ensure_ascii=False, indent=2))
