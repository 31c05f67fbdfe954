"""Reads the text of a Mermaid user journey. Lenient where Mermaid is strict, and nothing is lost without a word.

Source of the grammar: `journey.jison` and `journeyDb.js` of Mermaid 11. Knows nothing of maps.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field

from cjdesigner.exchange.mermaid_task import read_task, score_is_a_number
from cjdesigner.language import _

OTHER_DIAGRAMS = (
    "flowchart", "graph", "sequenceDiagram", "classDiagram", "stateDiagram", "erDiagram", "gantt", "pie",
    "quadrantChart", "requirementDiagram", "requirement", "gitGraph", "C4Context", "C4Container", "C4Component",
    "C4Dynamic", "C4Deployment", "mindmap", "timeline", "zenuml", "sankey", "xychart", "block", "packet", "kanban",
    "architecture", "radar", "treemap",
)
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
_MASK_FIRST, _MASK_LAST = 0xD800, 0xDFFF
_DIRECTIVE = re.compile(r"%%\{.*?\}%%", re.DOTALL)
_JOURNEY = re.compile(r"journey(?!\w)", re.ASCII | re.IGNORECASE)
_ALONE = re.compile(r"journey(?:[ \t]*;?$|\s+(?:title|section|accTitle|accDescr)(?!\w))", re.ASCII)
_OTHER = re.compile(rf"({'|'.join(OTHER_DIAGRAMS)})(?:-beta|-v2)?(?=[\s;:]|$)")
_ACC = re.compile(r"(accTitle|accDescr)\s*:\s*(.*)$", re.ASCII | re.IGNORECASE)
_ACC_BLOCK = re.compile(r"accDescr\s*\{(.*)$", re.ASCII | re.IGNORECASE)
_HEADING = re.compile(r"(title|section)(?:\s*:|\s|$)\s*(.*)$", re.ASCII | re.IGNORECASE)
_FOREIGN = re.compile(
    r"(?:classDef|class|style|linkStyle|click|direction|participant|dateFormat|axisFormat|subgraph|todayMarker)\s"
    r"|.*(?:-->|->>|-\.->|==>)|end$|\W*$")
_YAML_TITLE = re.compile(r"title\s*:(.*)$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Warning_:
    """Something that a file says and the map does not hold as it stands: the line in the file, and a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Task:
    """A task; `score` is Mermaid's, 1 to 5, None where there is none; `word` is what stood in its place."""

    text: str
    score: int | None = None
    word: str = ""
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A statement that is not of a journey, kept as text."""

    text: str


@dataclass
class Section:
    """A section; `name` is None for what stands before the first one."""

    name: str | None
    items: list[Task | Remark] = field(default_factory=list)


@dataclass
class Journey:
    """What a journey says, with the warnings in the order of the lines."""

    title: str = ""
    acc_title: str = ""
    description: str = ""
    sections: list[Section] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)


@dataclass
class _Parse:
    """The state of one reading: the lines that are still to come, the codes that are masked, the result."""

    lines: list[str]
    first: int
    masks: dict[str, str]
    at: int = 0
    comments: list[tuple[int, str]] = field(default_factory=list)
    journey: Journey = field(default_factory=Journey)

    @property
    def line(self) -> int:
        return self.first + self.at

    def plain(self, text: str) -> str:
        """The text with its codes decoded."""
        return unmask(_BREAK.sub("\n", text), self.masks).strip()

    def warn(self, sentence: str, line: int | None = None) -> None:
        self.journey.warnings.append(Warning_(self.line if line is None else line, sentence))


def parse(text: str, first_line: int = 1) -> Journey:
    """Reads a journey. Reads any text: what it does not understand becomes a remark or a warning."""
    masked, masks = mask(tidy(text))
    state = _Parse(masked.split("\n"), first_line, masks)
    _read_front_matter(state)
    _cut_directives(state)
    _read_head(state)
    while state.at < len(state.lines):
        _read_line(state, state.lines[state.at].strip())
        state.at += 1
    _report_comments(state)
    state.journey.warnings.sort(key=lambda warning: warning.line)
    return state.journey


def tidy(text: str) -> str:
    """Line ends as `\\n`, no byte order mark; lone surrogates, which no file can hold, as U+FFFD."""
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    return re.sub(r"\r\n?|[\u2028\u2029\v\f]", "\n", text).replace("\ufeff", "")


def decode_code(code: str) -> str | None:
    """What `#code;` means, or None if it means nothing that text may hold."""
    decoded = html.unescape(f"&#{code};" if code.isdigit() else f"&{code};")
    if (decoded.startswith("&") and len(decoded) > 1) or "\ufffd" in decoded or not decoded:
        return None
    return None if any(unicodedata.category(c) in ("Cc", "Cn", "Cs") and c not in "\n\t" for c in decoded) else decoded


def mask(text: str) -> tuple[str, dict[str, str]]:
    """Each `#58;` as one character that is no text (a lone surrogate), so that it has no meaning in the grammar."""
    meanings: dict[str, str] = {}

    def hide(found: re.Match[str]) -> str:
        meaning = decode_code(found[1]) or found[0]
        if meaning not in meanings and len(meanings) <= _MASK_LAST - _MASK_FIRST:
            meanings[meaning] = chr(_MASK_FIRST + len(meanings))
        return meanings.get(meaning, found[0])

    hidden = _ENTITY.sub(hide, text)
    return hidden, {char: meaning for meaning, char in meanings.items()}


def unmask(text: str, masks: dict[str, str]) -> str:
    """The text with the masked characters as what they mean."""
    return re.sub(r"[\ud800-\udfff]", lambda found: masks.get(found[0], found[0]), text)


def first_statement(text: str) -> str:
    """The first line that is neither front matter, directive, comment nor blank: it names the diagram."""
    masked, masks = mask(tidy(text))
    state = _Parse(masked.split("\n"), 1, masks)
    _read_front_matter(state)
    _cut_directives(state)
    rest = (line.strip() for line in state.lines[state.at:])
    return next((line for line in rest if line and not line.startswith("%")), "")


def is_journey(text: str, labelled: bool = False) -> bool:
    """Whether the text is a journey; `labelled` says that it stands in a block that is marked as Mermaid."""
    return bool((_JOURNEY if labelled else _ALONE).match(first_statement(text)))


def other_diagram(text: str) -> str:
    """The name of the Mermaid diagram that the text is if it is no journey, or an empty string."""
    found = _OTHER.match(first_statement(text))
    return found[1] if found else ""


def _read_front_matter(state: _Parse) -> None:
    lines = [line.strip() for line in state.lines]
    start = next((index for index, line in enumerate(lines) if line), 0)
    if lines[start] != "---" or "---" not in lines[start + 1:]:
        return
    end = lines.index("---", start + 1)
    left_out = [line for line in state.lines[start + 1:end] if line.strip() and not _took_title(state, line)]
    if left_out:
        settings = "; ".join(state.plain(line) for line in left_out)
        state.warn(_("Settings in the front matter are left out: {settings}").format(settings=settings),
                   state.first + start)
    state.at = end + 1


def _took_title(state: _Parse, line: str) -> bool:
    found = _YAML_TITLE.match(line.strip())
    value = found[1].strip() if found else ""
    if state.journey.title or value[:1] in ("", "|", ">"):
        return False
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    state.journey.title = state.plain(value[1:-1] if quoted else value)
    return True


def _cut_directives(state: _Parse) -> None:
    """Takes `%%{init: …}%%` out of the lines that are still to come, and reports it."""
    text = "\n".join(state.lines[state.at:])
    end = text.rfind("}%%") + 3 if "}%%" in text else 0
    for found in _DIRECTIVE.finditer(text, 0, end):
        line = state.line + text.count("\n", 0, found.start())
        directive = " ".join(line.strip() for line in unmask(found[0], state.masks).split("\n"))
        state.warn(_("A directive is left out: {directive}").format(directive=directive), line)
    cut = _DIRECTIVE.sub(lambda found: "\n" * found[0].count("\n"), text[:end])
    state.lines[state.at:] = (cut + text[end:]).split("\n")


def _read_head(state: _Parse) -> None:
    """Takes the word `journey` away, so that what follows it on its line is read as a statement."""
    for index in range(state.at, len(state.lines)):
        line = state.lines[index].strip()
        if line and not line.startswith("%"):
            state.lines[index] = _JOURNEY.sub("", line, count=1) if _JOURNEY.match(line) else line
            return


def _read_line(state: _Parse, line: str) -> None:
    if line.startswith(("%", "#")):
        state.comments.append((state.line, state.plain(line.lstrip("%# "))))
    elif acc := _ACC.match(line):
        _set_acc(state, acc[1].lower(), state.plain(acc[2]))
    elif block := _ACC_BLOCK.match(line):
        _read_acc_block(state, block[1])
    elif line.strip("; "):
        _read_statement(state, line)


def _set_acc(state: _Parse, name: str, value: str) -> None:
    attribute = "acc_title" if name == "acctitle" else "description"
    held = getattr(state.journey, attribute)
    setattr(state.journey, attribute, f"{held}\n{value}".strip())


def _read_acc_block(state: _Parse, rest: str) -> None:
    start, lines = state.at, []
    while "}" not in rest and state.at + 1 < len(state.lines):
        lines.append(rest)
        state.at += 1
        rest = state.lines[state.at]
    if "}" not in rest:
        state.warn(_("The description is not closed by “}”; it runs to the end."), state.first + start)
    text, _brace, after = rest.partition("}")
    _set_acc(state, "accdescr", "\n".join(state.plain(line) for line in [*lines, text]).strip())
    if after.strip():
        _read_line(state, after.strip())


def _read_statement(state: _Parse, line: str) -> None:
    heading = _HEADING.match(line)
    if heading and not _is_task(line, state.journey):
        _read_heading(state, heading[1].lower(), heading[2])
    elif _FOREIGN.match(line) and not score_is_a_number(line):
        text = state.plain(line)
        _section(state).items.append(Remark(text))
        state.warn(_("This is no statement of a journey; it is kept as a note: {text}").format(text=text))
    else:
        _read_task(state, line, bool(heading) or bool(_JOURNEY.match(line)))


def _is_task(line: str, journey: Journey) -> bool:
    """Whether a line that begins with a keyword is a task: `Section lead calls: 3: Me`, but not `section Part: 2`."""
    if re.match(r"title\s", line, re.IGNORECASE) and not journey.sections:
        return False
    return score_is_a_number(line) and (line.count(":") > 1 or not re.match(r"section\s", line, re.IGNORECASE))


def _read_heading(state: _Parse, keyword: str, rest: str) -> None:
    name = state.plain(rest)
    if keyword == "section":
        state.journey.sections.append(Section(name))
        return
    if state.journey.title and name and state.journey.title != name:
        state.warn(_("There is more than one title; left out: {title}").format(title=state.journey.title))
    state.journey.title = name or state.journey.title


def _section(state: _Parse) -> Section:
    if not state.journey.sections:
        state.journey.sections.append(Section(None))
    return state.journey.sections[-1]


def _read_task(state: _Parse, line: str, keyword: bool) -> None:
    reading = read_task(line)
    actors = dict.fromkeys(state.plain(actor).replace("\n", " ") for actor in reading.actors)
    task = Task(state.plain(reading.text), reading.score, state.plain(reading.word), tuple(filter(None, actors)))
    _section(state).items.append(task)
    for sentence in reading.complaints:
        state.warn(unmask(sentence, state.masks))
    if keyword:
        state.warn(_("Mermaid itself takes the first word of this task for a keyword and reads the line differently."))
    if reading.comment:
        state.comments.append((state.line, state.plain(reading.comment)))


def _report_comments(state: _Parse) -> None:
    told = [_("line {line}: {text}").format(line=line, text=text) for line, text in state.comments if text]
    if told:
        state.warn(_("Comments are left out: {comments}").format(comments="; ".join(told)), state.comments[0][0])
