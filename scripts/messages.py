"""Bring resources/locale/*/LC_MESSAGES/cjdesigner.po up to date with the program's texts and compile them to .mo.

Run by scripts/messages. Translations of texts that are still there are kept, those of vanished texts are dropped
(git has them), new texts come in untranslated and are listed; a menu's text whose & moved is no new text. The same
sources give the same bytes: no date, no line number, no version of a tool.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("vi",)
"""English needs no catalogue."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "N_": None, "gettext": None, "say": None, "ngettext": (1, 2), "NN_": (1, 2),
}
"""The functions whose literal arguments are texts: `say` is what modules call a map's own `gettext`, and `NN_` would
mark a pair of forms as `N_` marks a text."""

HEADER = "# Texts of cjdesigner. scripts/messages keeps this file up to date; translations are written here by hand."


class FixedCatalog(Catalog):
    """A catalogue whose header says nothing that changes from run to run."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What readers of the catalogue need, and no more."""
        return [
            ("Project-Id-Version", "cjdesigner"), ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={self.num_plurals}; plural={self.plural_expr};"),
        ]


def function_of(call: ast.Call) -> str:
    """The name of the function that is called: `_`, or `gettext` of `kit.words.gettext`."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def find_texts(
    file: IO[bytes], _keywords: Iterable[str], _comment_tags: Iterable[str], **_more: object
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """A method for Babel that sees calls, not tokens.

    Babel's own also takes "x" for a text in `_(NAMES["x"])`, and finds nothing inside f-strings before Python 3.12.
    """
    calls = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        literals = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        wanted = len(KEYWORDS.get(function_of(call)) or (1,))
        if function_of(call) in KEYWORDS and len(literals) >= wanted:
            yield call.lineno, function_of(call), tuple(literals[:wanted]), []


def extract() -> Catalog:
    """All texts of the program, untranslated, in the order of their files."""
    found = FixedCatalog()
    package = ROOT / "cjdesigner"
    for name, _line, text, _comments, _context in extract_from_dir(package, [("**.py", find_texts)], keywords=KEYWORDS):
        found.add(text, locations=[(f"cjdesigner/{name}", 1)])
    return found


def po_path(code: str) -> Path:
    """Where the catalogue of a language is."""
    return LOCALE / code / "LC_MESSAGES" / "cjdesigner.po"


def read(code: str) -> Catalog:
    """The catalogue of a language as it is; an empty one if there is none yet."""
    if not po_path(code).exists():
        return FixedCatalog(code)
    with po_path(code).open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str) -> Catalog:
    """The catalogue of a language with the program's texts of now."""
    old, new = read(code), FixedCatalog(code, header_comment=HEADER, fuzzy=False)
    menu_words = {str(text.id).replace("&", ""): text for text in old if "&" in text.id}
    for text in extract():
        if text.id:
            held = old.get(text.id) or ("&" in text.id and menu_words.get(str(text.id).replace("&", ""))) or None
            same = held is not None and held.pluralizable == text.pluralizable
            new.add(text.id, held.string if held and same else None, text.locations,
                    flags=held.flags & {"fuzzy"} if held else (), user_comments=held.user_comments if held else ())
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue for people."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue for the program."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or one that is marked as doubtful."""
    return [str(text.id) for text in catalogue if text.id and (text.fuzzy or not all(
        text.string if isinstance(text.string, tuple) else (text.string,)))]


def main() -> int:
    """Updates and compiles every catalogue; 1 if texts are left to be translated."""
    left = 0
    for code in LANGUAGES:
        catalogue = updated(code)
        po_path(code).parent.mkdir(parents=True, exist_ok=True)
        po_path(code).write_bytes(po_bytes(catalogue))
        po_path(code).with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        missing = untranslated(catalogue)
        print(f"{code}: {len(catalogue)} texts, {len(missing)} to be translated", *missing, sep="\n  ")
        left += len(missing)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
