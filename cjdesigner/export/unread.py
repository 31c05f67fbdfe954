"""What a map keeps of its file and could not read, as findings: told with the name of what each is about."""

from collections.abc import Iterable, Iterator

from cjdesigner.edit.changes import find
from cjdesigner.export.findings import Finding, name_of
from cjdesigner.export.said import LABELS
from cjdesigner.files.places import Problem
from cjdesigner.language import _
from cjdesigner.model.map import COLLECTIONS, JourneyMap


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
    if find(journey, where) is None or len(problem.path) < 3:
        return str(problem._replace(line=None))
    field = problem.path[2]
    label = _(LABELS[field]) if field in LABELS else field
    return _("“{name}”, {field}: {problem}").format(name=name_of(journey, where), field=label, problem=problem.message)
