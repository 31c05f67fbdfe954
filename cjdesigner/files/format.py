"""The file format of maps, and its history. People who write other tools read `docs/format.md`.

A file is one JSON object: `format`, `schema`, `min_reader`, then the map's fields; entities by id, sorted; one
field to a line; what equals its default is left out, but `kind` and `rank`; unknown fields last, kept as they are.
So a change of a default, of a name or of a meaning is a new schema.

History:
  schema 1 (0.1): personas, stages, lanes, cards (nine kinds), links.
  schema 2 (0.2): steps, picture cards and pictures, comments, votes, parking lot, agenda; cards' step, span and
    feeling; stages and lanes collapsed or hidden; cards and lanes internal. Readers of schema 1 may not change such
    a file: whoever deletes a card must delete its comments and votes.
  schema 3 (0.3): conflicts of a merge. Readers of schema 2 may change such a file: a conflict may be
    about what is gone.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, TypeGuard

from pydantic import BaseModel

from cjdesigner.files import reading
from cjdesigner.files.places import MapFileError, Problem, with_lines
from cjdesigner.files.quarantine import settled
from cjdesigner.files.reading import FORMAT
from cjdesigner.language import _
from cjdesigner.model.kept import MARK, combined, kept_entities, kept_fields
from cjdesigner.model.map import COLLECTIONS, JourneyMap
from cjdesigner.model.memory import without_collections

__all__ = ["FORMAT", "MIGRATIONS", "MIN_READER", "SCHEMA", "Opened", "digest", "from_bytes", "to_bytes", "to_data"]

SCHEMA = 3
"""The schema that this program writes, and the newest that it knows whole."""
MIN_READER = 2
"""The oldest schema whose readers may change a file of ours without harm."""


def _from_1(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 gives names a meaning that were free in schema 1: whoever used one finds it under `x-`."""
    made = _set_aside(data, "steps", "comments", "votes", "parked", "agenda", "pictures", "dots")
    for name, fields in (("stages", ("collapsed", "hidden")), ("lanes", ("collapsed", "hidden", "internal")),
                         ("cards", ("step", "span", "feeling", "picture", "alt", "internal"))):
        held = made.get(name)
        if isinstance(held, dict):
            made[name] = {key: _set_aside(entity, *fields) if isinstance(entity, dict) else entity
                          for key, entity in held.items()}
    return made


def _from_2(data: dict[str, Any]) -> dict[str, Any]:
    return _set_aside(data, "conflicts")


def _set_aside(data: dict[str, Any], *names: str) -> dict[str, Any]:
    taken = set(names) & data.keys()
    return {f"x-{key}" if key in taken else key: value for key, value in data.items()} if taken else data


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1, 2: _from_2}
"""Step n turns plain data of schema n into n + 1. A step gets unchecked data: it must bear any JSON object."""

_ENVELOPE = ("format", "schema", "min_reader")
_ALWAYS: object = object()  # equals nothing, so that the field is always written
_quoted: Callable[[str], str] = encode_basestring  # the C function: most values are text
_encode = JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True)
class Opened:
    """A map from a file. `notice` is a sentence for the user, or empty; `schema` is the file's own.

    `digest` is the SHA-256 of the file's bytes: what the file is compared with before it is written over.
    `found` is what could not be read; it is kept in the map and written back (`model.kept`).
    """

    map: JourneyMap
    read_only: bool = False
    notice: str = ""
    schema: int = SCHEMA
    digest: str = ""
    found: tuple[Problem, ...] = ()
    text: str = ""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, with its lines, from top to bottom."""
        placed = with_lines(self.text, list(self.found))
        return tuple(sorted(placed, key=lambda problem: (problem.line or 0, problem.path)))


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# --- writing ---------------------------------------------------------------------------------------------------


def to_bytes(journey: JourneyMap) -> bytes:
    """The map as a file. The same map gives the same bytes; a lone surrogate in an unknown field becomes `?`."""
    members = ((key, _block(value) if _is_block(key, value) else _encode(value))
               for key, value in to_data(journey).items())
    return (_object(members, "") + "\n").encode("utf-8", errors="replace")


def to_data(journey: JourneyMap) -> dict[str, Any]:
    """The map as the plain data of a file, in the order of the file."""
    extra = dict(journey.model_extra or {})
    schema, min_reader = _versions(extra)
    data: dict[str, Any] = {"format": FORMAT, "schema": schema, "min_reader": min_reader, "id": journey.id}
    data |= _fields(journey)
    for name in COLLECTIONS:
        if name in data:
            data[name] = {key: _fields(entity) for key, entity in sorted(data[name].items())}
    unknown = {key: extra[key] for key in sorted(extra) if key not in _ENVELOPE and not key.startswith(MARK)}
    return (data if len(unknown) == len(extra) else _with_kept(data, journey)) | unknown


def _with_kept(data: dict[str, Any], journey: JourneyMap) -> dict[str, Any]:
    """The data with the map's own bad values, and the entities that cannot stand, at their places.

    A collection that was none gives way to a new one, and is kept under another name.
    """
    kept = kept_fields(journey)
    order = (*_ENVELOPE, "id", *(name for name, _default in _defaults(JourneyMap)))
    for name in COLLECTIONS:
        if name in kept and name in data:
            kept[_free(f"x-{name}", kept | (journey.model_extra or {}))] = kept.pop(name)
    made: dict[str, Any] = {n: kept.get(n, data.get(n)) for n in order if n in data or n in kept}
    for (name, key), entity in kept_entities(journey).items():
        held = made.setdefault(name, {})
        held[_free(key, held)] = entity
    made = {name: made[name] for name in order if name in made}
    for name in COLLECTIONS:
        if isinstance(made.get(name), dict):
            made[name] = dict(sorted(made[name].items()))
    return made | {name: kept[name] for name in sorted(kept) if name not in made}


def _free(key: str, taken: Mapping[str, Any]) -> str:
    while key in taken:
        key = f"x-{key}"
    return key


def _versions(extra: Mapping[str, Any]) -> tuple[int, int]:
    """What to write as schema and min_reader: a newer file keeps its own, which its map carries as unknown fields."""
    schema, min_reader = extra.get("schema"), extra.get("min_reader")
    return (
        schema if _is_version(schema) and schema > SCHEMA else SCHEMA,
        min_reader if _is_version(min_reader) else MIN_READER,
    )


def _is_version(value: object) -> TypeGuard[int]:
    return type(value) is int and value >= 1


@cache
def _defaults(model: type[BaseModel]) -> tuple[tuple[str, object], ...]:
    return tuple((name, _ALWAYS if name in ("kind", "rank") or field.is_required() else
                  field.get_default(call_default_factory=True, validated_data={}))
                 for name, field in model.model_fields.items() if name != "id")


def _fields(entity: BaseModel) -> dict[str, Any]:
    """The entity's fields but its id and what equals a default; a map's unknown fields are added by the caller."""
    held = entity.__dict__
    data = {name: held[name] for name, default in _defaults(type(entity)) if held[name] != default}
    extra = entity.__pydantic_extra__
    if not extra or isinstance(entity, JourneyMap):
        return data
    if kept := kept_fields(entity):
        names = (*(name for name, _default in _defaults(type(entity))), *sorted(kept))
        data = {name: combined(held.get(name), kept[name]) if name in kept else data[name]
                for name in names if name in data or name in kept}
    return data | {key: extra[key] for key in sorted(extra) if not key.startswith(MARK)}


def _is_block(name: str, value: object) -> bool:
    """Whether a field of the map goes over several lines: a collection, also one that we do not know."""
    return isinstance(value, dict) and bool(value) and (
        name in COLLECTIONS or all(isinstance(entity, dict) for entity in value.values()))


def _block(entities: Mapping[str, Any]) -> str:
    return _object(((key, _entity(entities[key]) if isinstance(entities[key], dict) else _encode(entities[key]))
                    for key in sorted(entities)), "  ")


def _entity(fields: Mapping[str, Any]) -> str:
    inner = ",\n".join([f"      {_quoted(key)}: {_quoted(value) if type(value) is str else _value(key, value)}"
                        for key, value in fields.items()])
    return f"{{\n{inner}\n    }}" if inner else "{}"


def _value(key: str, value: object) -> str:
    if type(value) is tuple and {str}.issuperset(map(type, value)):  # personas and tags: the encoder is slow to start
        return f"[{', '.join(map(_quoted, value))}]"
    return _prompts(value) if key == "prompts" and isinstance(value, dict) else _encode(value)


def _prompts(prompts: Mapping[str, Any]) -> str:
    return _object(((key, _encode(prompts[key])) for key in sorted(prompts)), "      ")


def _object(members: Iterable[tuple[str, str]], indent: str) -> str:
    inner = ",\n".join([f"{indent}  {_quoted(key)}: {value}" for key, value in members])
    return f"{{\n{inner}\n{indent}}}" if inner else "{}"


# --- reading ---------------------------------------------------------------------------------------------------


def from_bytes(data: bytes) -> Opened:
    """The map in a file's bytes; what is bad in it is among `problems`. Raises MapFileError for what is no map."""
    with without_collections():
        plain = reading.read(data)
        schema, min_reader = _version(plain.data, "schema"), _version(plain.data, "min_reader", 1)
        journey, problems = settled(_migrated(plain.data, schema, min_reader))
    read_only = min_reader > SCHEMA
    found = (*plain.problems, *problems)
    text = plain.text if found else ""
    return Opened(journey, read_only, _notice(schema, read_only), schema, digest(data), found, text)


def _version(data: Mapping[str, Any], name: str, default: int | None = None) -> int:
    value = data.get(name, default)
    if not _is_version(value):
        message = _("The field {name} must be a whole number from 1 on.").format(name=name)
        raise MapFileError(message, _("Open an earlier copy of the map."), (Problem((name,), None, message),))
    return value


def _migrated(data: dict[str, Any], schema: int, min_reader: int) -> dict[str, Any]:
    """The data in our schema without its envelope, of which only a newer file keeps the versions."""
    for step in range(schema, SCHEMA):
        data = MIGRATIONS[step](data)
    kept = {"schema": schema} if schema > SCHEMA else {}
    if schema > SCHEMA or min_reader > SCHEMA:
        kept["min_reader"] = min_reader
    return {key: value for key, value in data.items() if key not in _ENVELOPE} | kept


def _notice(schema: int, read_only: bool) -> str:
    if read_only:
        return _("This map was made by a newer version of cjdesigner and opens for reading only. "
                 "Update cjdesigner to change it.")
    if schema > SCHEMA:
        return _("This map was made by a newer version of cjdesigner. What this version does not know is kept.")
    return ""
