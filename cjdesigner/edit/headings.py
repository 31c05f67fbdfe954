"""The words that people write over the columns and before the rows of their tables, and what they mean on a map.

Vietnamese and English, whatever their case and diacritics. What is not understood here is nobody's mistake: the caller
keeps it as text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cjdesigner.language import LANGUAGES, catalogue
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.names import CHANNELS, EVIDENCE, lane_kind_named, named
from cjdesigner.model.words import folded


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {folded(word): key for key, words in table.items() for word in words}


_FIELDS = _by_word({
    "kind": ("kind", "type", "card type", "loại", "loại thẻ", "kiểu"),
    "stage": ("stage", "phase", "giai đoạn", "chặng"),
    "lane": ("lane", "swimlane", "làn"),
    "text": ("text", "card", "content", "nội dung", "thẻ", "văn bản", "title", "tiêu đề", "name", "tên", "description",
             "mô tả"),
    "details": ("details", "detail", "chi tiết"),
    "severity": ("severity", "mức độ", "mức độ nghiêm trọng", "độ nghiêm trọng"),
    "channel": ("channel", "kênh"),
    "owner": ("owner", "responsible", "người phụ trách", "phụ trách", "bộ phận phụ trách"),
    "tags": ("tags", "tag", "labels", "label", "nhãn"),
    "score": ("score", "điểm", "điểm cảm xúc", "điểm số"),
    "expected": ("expected", "expected score", "kỳ vọng", "điểm kỳ vọng", "điểm mong đợi"),
    "feeling": ("feeling", "cảm xúc"), "source": ("source of the metric", "nguồn của chỉ số"),
    "moment_of_truth": ("moment of truth", "khoảnh khắc quyết định"),
    "alt": ("alternative text", "mô tả thay cho hình"),
    "evidence": ("evidence", "bằng chứng"),
    "evidence_source": ("source", "evidence source", "source of the evidence", "nguồn", "nguồn bằng chứng"),
    "personas": ("persona", "personas", "chân dung", "chân dung khách hàng"),
    "value": ("value", "giá trị"), "unit": ("unit", "đơn vị"), "target": ("target", "mục tiêu"),
    "speaker": ("speaker", "người nói"),
})
_KINDS = _by_word({
    "pain_point": ("pain", "pains", "frustrations", "problems", "điểm nghẽn", "điểm đau", "khó khăn", "vấn đề"),
    "opportunity": ("idea", "ideas", "solutions", "ý tưởng", "giải pháp"),
    "action": ("doing", "activity", "activities", "user actions", "customer actions", "hoạt động", "hành vi",
               "hành động của khách hàng", "hành động khách hàng"),
    "thought": ("thinking", "questions", "suy nghĩ và câu hỏi", "câu hỏi"),
    "emotion": ("feeling", "feelings", "mood", "tâm trạng", "cảm nhận"),
    "touchpoint": ("touch point", "touch points", "điểm tiếp xúc"),
    "metric": ("kpi", "kpis", "measures"),
})
_AXES = frozenset(map(folded, (
    "stage", "stages", "phase", "phases", "step", "steps", "lane", "lanes", "swimlane", "swimlanes", "row", "column",
    "giai đoạn", "các giai đoạn", "chặng", "bước", "làn", "các làn", "hàng", "cột")))
_SEVERITIES = {folded(word): level for level, words in enumerate((
    ("minor", "low", "nhẹ", "thấp"), ("medium", "moderate", "vừa", "trung bình"),
    ("high", "major", "nặng", "cao"), ("critical", "blocker", "nghiêm trọng", "rất cao")), start=1) for word in words}


@lru_cache(maxsize=1_000)
def kind_named(words: str) -> str | None:
    """The kind of lane or card that people call by these words, also as files write it ("pain_point")."""
    bare = folded(words)
    key = bare.replace(" ", "_")
    return lane_kind_named(words) or _KINDS.get(bare) or (key if key in CARD_KINDS else None)


def is_axis(corner: str) -> bool:
    """Whether the corner of a table only says what its rows and columns are ("Lanes / Stages"), or nothing."""
    return all(folded(part) in _AXES for part in re.split(r"[/\\|→>\n]", corner) if folded(part))


def columns_of(header: Sequence[str]) -> tuple[str, ...] | None:
    """The field of each column of a list of cards, "" for one that we do not know; None if this heads no list.

    A list has a column for the text and another one that we know. The second of two columns for one field is unknown.
    """
    fields: list[str] = []
    for name in header:
        field = _FIELDS.get(folded(name), "")
        fields.append("" if field in fields else field)
    known = [field for field in fields if field]
    return tuple(fields) if "text" in known and len(known) > 1 else None


def severity_of(words: str) -> int | None:
    """A severity from 1 to 4, as a number or in words; None for anything else."""
    bare = folded(words)
    return int(bare) if bare in ("1", "2", "3", "4") else _SEVERITIES.get(bare)


@lru_cache(maxsize=1_000)
def evidence_of(words: str) -> str | None:
    """A kind of evidence by its name; None for anything else."""
    return _key_of(EVIDENCE, words)


@lru_cache(maxsize=1_000)
def channel_of(words: str) -> str:
    """The key of a known channel; any other channel as it is."""
    return _key_of(CHANNELS, words) or words


def _key_of(table: Mapping[str, str], words: str) -> str | None:
    wanted = folded(words)
    for code in LANGUAGES:
        say = catalogue(code).gettext
        for key in table:
            if wanted in (folded(key), folded(named(table, key, say))):
                return key
    return None
