"""A PDF as a file: reportlab's objects, packed as tightly as the format allows and the same way each time.

Whatever is no stream goes into object streams, and the table of places is a stream itself. Elements of the structure
are tens of thousands and bytes already; they are only numbered here.
"""

import hashlib
import struct
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObjectReference, PDFStream, PDFZCompress
from reportlab.pdfbase.pdfdoc import format as formatted

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_A_STREAM = 250
"""Objects in one stream: fewer than 256, so that the index of each is one byte of the table."""
_LARGE = 100_000
"""Bytes of a stream that is worth a thread of its own."""
_LEVEL = 5
"""How hard such a stream is packed: the usual 6 takes a fifth longer for a twentieth less."""
_ESCAPED = {ord(char): f"\\{char}" for char in "\\()"} | {ord("\r"): "\\r", ord("\n"): "\\n"}


def escaped(text: str) -> str:
    """Characters of a byte each as the inside of a string in brackets."""
    return text.translate(_ESCAPED)


def text_string(text: str) -> bytes:
    """A text as a PDF string: as it is if it is plain ASCII, else in UTF-16."""
    if text.isascii() and text.isprintable():
        return f"({escaped(text)})".encode("ascii")
    raw = b"\xfe\xff" + text.encode("utf-16-be", errors="replace")
    return f"({escaped(raw.decode('latin-1'))})".encode("latin-1")


class _Packing(threading.Thread):
    """A large stream is packed while the rest of the file is made: zlib lets go of the interpreter."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content, self._packed = content, b""
        self.start()

    def run(self) -> None:
        """Packs, and lets go of what was packed."""
        self._packed = zlib.compress(self._content, _LEVEL)
        self._content = b""

    def stream(self, entry: bytes) -> bytes:
        """The whole stream, as soon as it is packed."""
        self.join()
        return _stream_of(self._packed, entry + b"/Filter/FlateDecode", packed=False)


def stream(content: bytes, entry: Mapping[str, object] | None = None, *, packed: bool = True) -> PDFStream:
    """A stream; `packed` unless it is to stay readable, or is packed already."""
    held = _Packing(content) if packed and len(content) > _LARGE else content
    return PDFStream(PDFDictionary(dict(entry or {})), held, [PDFZCompress] if packed else [])


class Archive(PDFDocument):
    """The objects of one file."""

    def __init__(self) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        document = cast("Any", self)
        for held in (document.idToObject, document.idToObjectNumberAndVersion, document.numberToId):
            held.clear()  # reportlab's standard fonts: none of them is embedded
        document.objectcounter = 0
        self._raw: dict[int, bytes] = {}

    def refer(self, thing: object, name: str | None = None) -> PDFObjectReference:
        """Makes something an object of the file."""
        return cast("PDFObjectReference", cast("Any", self).Reference(thing, name))

    def number(self, reference: PDFObjectReference) -> int:
        """The number of an object."""
        return int(cast("Any", self).idToObjectNumberAndVersion[cast("Any", reference).name][0])

    def reserve(self, how_many: int) -> int:
        """The first of so many numbers for objects that come as bytes."""
        document = cast("Any", self)
        first: int = document.objectcounter + 1
        document.objectcounter += how_many
        return first

    def put(self, first: int, objects: Iterable[bytes]) -> None:
        """Objects as bytes for numbers that were reserved."""
        self._raw.update(zip(count(first), objects, strict=False))

    def file(self, root: int, info: int) -> bytes:
        """The whole file, with its root and what it is called."""
        streams, plain = self._formatted()
        out, at = [_HEADER], len(_HEADER)
        rows: dict[int, tuple[int, int, int]] = {}
        packs = list(self._packs(plain, rows))
        for number, content in (*streams, *((number, pack.stream(entry)) for number, entry, pack in packs)):
            made = b"%d 0 obj\n%b\nendobj\n" % (number, content)
            rows[number] = 1, at, 0
            out.append(made)
            at += len(made)
        mark = hashlib.sha256(b"".join(out)).hexdigest()[:32]
        number = self.reserve(1)
        rows[number] = 1, at, 0
        entry = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            number + 1, root, info, mark.encode(), mark.encode())
        table = _stream_of(_table(rows, number), entry + b"/DecodeParms<</Predictor 12/Columns 6>>")
        return b"".join([*out, b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, at)])

    def _formatted(self) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes]]]:
        """The streams and all other objects by number. Objects may come while others are written."""
        document = cast("Any", self)
        streams, plain = [], list(self._raw.items())
        done = 0
        while done < len(document.idToObject):
            for name in list(document.idToObject)[done:]:
                thing, number = document.idToObject[name], document.idToObjectNumberAndVersion[name][0]
                if isinstance(thing, PDFStream):
                    streams.append((number, self._stream(thing)))
                else:
                    plain.append((number, formatted(thing, self, toplevel=1)))
                done += 1
        return sorted(streams), sorted(plain)

    def _stream(self, thing: PDFStream) -> bytes:
        held = cast("Any", thing)
        entry = dict(held.dictionary.dict)
        said = b"".join([b"/%b %b" % (key.encode(), formatted(value, self)) for key, value in entry.items()])
        if isinstance(held.content, _Packing):
            return held.content.stream(said)
        return _stream_of(held.content, said, packed=bool(held.filters))

    def _packs(self, plain: Sequence[tuple[int, bytes]],
               rows: dict[int, tuple[int, int, int]]) -> Iterator[tuple[int, bytes, "_Packing"]]:
        """Object streams: number, what they are, what is in them. Says in `rows` where each object is."""
        for start in range(0, len(plain), _A_STREAM):
            held = plain[start:start + _A_STREAM]
            number, places, at = self.reserve(1), [], 0
            for index, (inner, content) in enumerate(held):
                rows[inner] = 2, number, index
                places.append(b"%d %d" % (inner, at))
                at += len(content) + 1
            head = b" ".join(places) + b"\n"
            body = head + b"\n".join([content for _number, content in held])
            yield number, b"/Type/ObjStm/N %d/First %d" % (len(held), len(head)), _Packing(body)


def _stream_of(content: bytes, entry: bytes, *, packed: bool = True) -> bytes:
    if packed:
        content, entry = zlib.compress(content), entry + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entry, len(content), content)


def _table(rows: Mapping[int, tuple[int, int, int]], last: int) -> bytes:
    """The table of places. Each row is written as what it is more than the row above: nearly always the same."""
    out, above = [], bytes(6)
    usual = b"\x02\0\0\0\0\0\x01"
    before = (0, 0, 0)
    for number in range(last + 1):
        row = rows.get(number, (0, 0, 0))
        if row[0] == 2 and row == (2, before[1], before[2] + 1) and before[0] == 2:
            out.append(usual)
        else:
            above = struct.pack(">BIB", *before)
            made = struct.pack(">BIB", *row)
            out.append(b"\x02" + bytes([(new - old) & 255 for new, old in zip(made, above, strict=True)]))
        before = row
    return b"".join(out)
