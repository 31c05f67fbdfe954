"""What a map keeps of its file and could not read, as findings: told with the name of what each is about."""

from collections.abc import Iterable, Iterator

from cjdesigner.edit.changes import find
from cjdesigner.export.findings import Finding, name_of
from cjdesigner.export.said import LABELS
from cjdesigner.files.places import Problem
from cjdesigner.language import N_, _
from cjdesigner.model.map import COLLECTIONS, JourneyMap

_FURTHER = {
    "title": N_("Title"), "scenario": N_("Scenario"), "state": N_("State"), "language": N_("Language of the map"),
    "author": N_("Author"), "version": N_("Version"), "date": N_("Date"), "footer": N_("Footer"), "name": N_("Name"),
    "colour": N_("Colour"), "picture": N_("Picture"), "time": N_("Time"),
}


def unread(journey: JourneyMap, problems: Iterable[Problem]) -> Iterator[Finding]:
    """A finding for each problem of a map's file; it leads to its place where there is one on the map."""
    for problem in problems:
        where = _where(journey, problem)
        told = _told(journey, problem, where)
        if problem.line is not None:
            told += " " + _("(line {line})").format(line=problem.line)
        yield Finding("unread", "warning", told, where)


def _where(journey: JourneyMap, problem: Problem) -> str:
    """The id of what a problem is about, if it is on the map."""
    name, *rest = (*problem.path, "")
    if name in COLLECTIONS:
        return rest[0] if rest[0] in getattr(journey, name) else ""
    return "header" if name in JourneyMap.model_fields else ""


def _told(journey: JourneyMap, problem: Problem, where: str) -> str:
    """The problem with the names that people know; what is not on the map has its place in the file."""
    if where == "header" and len(problem.path) == 1:
        return f"{_label(problem.path[0])}: {problem.message}"
    if find(journey, where) is None or len(problem.path) < 3:
        return str(problem._replace(line=None))
    return _("“{name}”, {field}: {problem}").format(
        name=name_of(journey, where), field=_label(problem.path[2]), problem=problem.message)


def _label(field: str) -> str:
    words = LABELS.get(field) or _FURTHER.get(field)
    return _(words) if words else field
