"""The JSON Schema of map files, from the models: entities have their id as key only, and the file has an envelope."""

from typing import Any

from cjdesigner.files.format import FORMAT, MIN_READER, SCHEMA
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def file_schema() -> Schema:
    """The schema of a file of the schema version that this program writes; unknown fields are allowed."""
    made = JourneyMap.model_json_schema()
    kinds = {kind: model.__name__ for kind, model in CARD_KINDS.items()}
    entities = {name: _without_id(model) for name, model in made["$defs"].items()}
    cards = {name: _card(model) for name, model in entities.items() if name in [*kinds.values(), "UnknownCard"]}
    cards["UnknownCard"]["properties"]["kind"] = {"type": "string", "not": {"enum": list(kinds)}}
    fields = made["properties"]
    fields["cards"]["additionalProperties"] = _by_kind(kinds)
    return {
        "$schema": DIALECT,
        "title": "cjdesigner map",
        "type": "object",
        "properties": _envelope() | fields,
        "required": ["format", "schema"],
        "additionalProperties": True,
        "$defs": entities | cards,
    }


def _envelope() -> Schema:
    version = {"type": "integer", "minimum": 1}
    return {
        "format": {"const": FORMAT},
        "schema": version | {"description": f"The version of the file; this schema describes {SCHEMA}."},
        "min_reader": version | {"default": MIN_READER,
                                 "description": "The oldest version whose programs may change the file."},
    }


def _without_id(model: Schema) -> Schema:
    fields = {name: field for name, field in model["properties"].items() if name != "id"}
    return model | {"properties": fields, "required": [name for name in model["required"] if name != "id"]}


def _card(model: Schema) -> Schema:
    return model | {"required": ["kind", *(name for name in model["required"] if name != "kind")]}


def _by_kind(kinds: dict[str, str]) -> Schema:
    """One kind of card or another, told apart by `kind`; the mapping is for programs that know OpenAPI's word."""
    references = {kind: f"#/$defs/{name}" for kind, name in kinds.items()}
    choices = [{"$ref": reference} for reference in [*references.values(), "#/$defs/UnknownCard"]]
    return {"discriminator": {"propertyName": "kind", "mapping": references}, "oneOf": choices}
