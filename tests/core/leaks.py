"""Looks for words in a file of any kind, however it is packed; and plants words that can be told apart in a map."""

import base64
import io
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import Any

import pypdf
import pypdfium2
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject

_DATA_URL = re.compile(rb"base64,([A-Za-z0-9+/=]{16,})")
_PACKED = re.compile(rb'"data":\s*"([A-Za-z0-9+/]{16,}={0,2})"')
_TAG = re.compile(r"<[^>]*>")


def found(data: bytes, words: Collection[str]) -> set[str]:
    """Those of the words that are anywhere in a file: in bytes, packed streams, strings, metadata, or drawn text."""
    hits: set[str] = set()
    for piece in unpacked(data):
        text = piece.decode("latin-1")
        close = re.sub(r"\s+", "", text)
        bare = _TAG.sub("", close)
        for word in words:
            forms = {word, *(word.encode(code).decode("latin-1") for code in ("utf-8", "utf-16-be", "utf-16-le"))}
            forms |= {form.encode("latin-1", "ignore").hex() for form in forms}
            forms |= {form.upper() for form in forms if re.fullmatch("[0-9a-f]+", form)}
            if any(form and (form in text or form in close or form in bare) for form in forms):
                hits.add(word)
    return hits


def unpacked(data: bytes) -> Iterator[bytes]:
    """The file, and all that is packed in it, over and over."""
    yield data
    if data.startswith(b"%PDF-"):
        yield from _pdf(data)
    elif data.startswith(b"\x89PNG"):
        yield from _png(data)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            yield held.comment
            for each in held.infolist():
                yield each.filename.encode()
                yield each.extra + each.comment
                yield from unpacked(held.read(each))
    else:
        for packed in (*_DATA_URL.findall(data), *_PACKED.findall(data)):
            yield from unpacked(base64.b64decode(packed))


def _pdf(data: bytes) -> Iterator[bytes]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    numbers = {key for held in reader.xref.values() for key in held} | set(reader.xref_objStm)
    for number in sorted(numbers - {0}):
        yield from _strings(reader.get_object(number))
    yield from _strings(reader.trailer)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.get_textpage().get_text_bounded().encode()
    document.close()
    if poppler := shutil.which("pdftotext"):
        yield subprocess.run([poppler, "-", "-"], input=data, capture_output=True, check=True, timeout=60).stdout


def _strings(value: object) -> Iterator[bytes]:
    """Every string and stream of one object of a PDF, but for those in other objects."""
    if isinstance(value, TextStringObject):
        yield str(value).encode()
    elif isinstance(value, ByteStringObject):
        yield bytes(value)
    elif isinstance(value, ArrayObject):
        for each in list.__iter__(value):
            yield from _strings(each)
    elif isinstance(value, DictionaryObject):
        for name, each in dict.items(value):
            yield str(name).encode()
            yield from _strings(each)
        if isinstance(value, StreamObject):
            content = value.get_data()
            yield from unpacked(content if isinstance(content, bytes) else content.encode("latin-1"))


def _png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        content = data[at + 8:at + 8 + size]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            for start in range(len(content)):
                if content[start:start + 1] == b"\x78":
                    try:
                        yield zlib.decompress(content[start:])
                    except zlib.error:
                        continue
        elif kind != b"IDAT":
            yield content
        at += 12 + size
        if kind == b"IEND":
            yield data[at:]
            return


# -- words that can be told apart -------------------------------------------------------------------------------------

_REFERS = {"stage", "lane", "step", "card"}
_KEPT_AS_IT_IS = {"rank", "kind", "colour", "evidence", "state", "language", "divider", "schema", "min_reader"}
COLLECTIONS = ("personas", "stages", "steps", "lanes", "cards", "links", "comments", "votes", "parked", "agenda")


class Planted:
    """Plain data of a map in which every text and every id is a word of its own."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._count = 0
        self._ids = {key: self.word() for name in COLLECTIONS for key in data.get(name, {})}
        self.data = {self._name(key): value if key in _KEPT_AS_IT_IS else self._filled(value)
                     for key, value in data.items() if key not in COLLECTIONS and key != "pictures"}
        for name in COLLECTIONS:
            self.data[name] = {self._ids[key]: self._entity(name, value) for key, value in data.get(name, {}).items()}

    def word(self) -> str:
        """A word that is nowhere else."""
        self._count += 1
        return f"qz{self._count:04d}wk"

    def _name(self, key: str) -> str:
        return f"x-{self.word()}" if key.startswith("x-") else key

    def _filled(self, value: object) -> Any:
        if isinstance(value, str):
            return self.word()
        if isinstance(value, list | tuple):
            return [self._filled(each) for each in value]
        return {self.word(): self._filled(each) for each in value.values()} if isinstance(value, dict) else value

    def _entity(self, name: str, entity: dict[str, Any]) -> dict[str, Any]:
        return {self._name(key): self._field(name, key, value) for key, value in entity.items()}

    def _field(self, name: str, key: str, value: Any) -> Any:
        if key in _KEPT_AS_IT_IS or value is None or (name == "parked" and key == "stage"):
            return value
        if key in _REFERS or (name == "links" and key in ("source", "target")):
            return self._ids[value]
        if key == "personas":
            return [self._ids[each] for each in value]
        if key == "prompts":
            return {self._ids[stage]: self.word() for stage in value}
        return value if key == "tags" and "Open question" in value else self._filled(value)


def words_in(value: object) -> set[str]:
    """All planted words in plain data."""
    return set(re.findall(r"qz\d{4}wk", repr(value)))


_SHOWN: dict[str, set[str]] = {
    "personas": {"name", "age", "occupation", "location", "interests", "quote", "goals", "needs", "frustrations",
                 "channels"},
    "stages": {"name", "time"}, "steps": {"name", "stage"}, "lanes": {"name", "personas"},
    "cards": {"text", "details", "personas", "evidence_source", "tags", "channel", "value", "unit", "target", "source",
              "speaker", "alt", "stage", "lane", "step"},
    "links": {"source", "target", "label"},
}


def for_clients(data: dict[str, Any]) -> set[str]:
    """The words that a client may see, by a reading of the rules of its own."""
    kept = {name: dict(data[name]) for name in _SHOWN}
    for name in ("stages", "lanes"):
        kept[name] = {k: e for k, e in kept[name].items() if not (e.get("hidden") or e.get("internal"))}
    kept["steps"] = {k: e for k, e in kept["steps"].items() if e["stage"] in kept["stages"]}
    kept["cards"] = {k: e for k, e in kept["cards"].items() if e["stage"] in kept["stages"] and e["lane"]
                     in kept["lanes"] and not e.get("internal") and "Open question" not in e.get("tags", [])}
    kept["links"] = {k: e for k, e in kept["links"].items() if {e["source"], e["target"]} <= kept["cards"].keys()}
    said = {key: data.get(key) for key in ("id", "title", "scenario", "author", "version", "date", "footer")}
    known = {name: {key: {f: v for f, v in entity.items() if f in _SHOWN[name] and known_field(name, entity, f)}
                    for key, entity in held.items()} for name, held in kept.items()}
    return words_in(said) | words_in(known)


_OWN = {"channel": "touchpoint", "value": "metric", "unit": "metric", "target": "metric", "source": "metric",
        "speaker": "quote", "alt": "image"}


def known_field(name: str, entity: dict[str, Any], field: str) -> bool:
    """Whether a field of an entity is one that its kind has."""
    return name != "cards" or _OWN.get(field, entity["kind"]) == entity["kind"]
