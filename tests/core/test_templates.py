"""The built-in templates say the same in both languages, and say what practitioners expect."""

import json
import re
import unicodedata

import pytest

from cjdesigner import assets, language
from cjdesigner.errors import CjError
from cjdesigner.model import templates
from cjdesigner.model.cards import CARD_KINDS, UnknownCard
from cjdesigner.model.map import DIVIDERS
from cjdesigner.model.names import CHANNELS
from cjdesigner.model.templates import KEYS, SAMPLE, blank, build, builtin_templates

ALL = (*KEYS, SAMPLE)

STAGES = {
    "four-stages": "Awareness · Nhận thức → Consideration · Cân nhắc → Purchase and payment · Quyết định mua và thanh "
                   "toán → After purchase and loyalty · Sau mua và trung thành",
    "funnel": "ToFu, awareness · Đầu phễu, nhận thức → MoFu, consideration · Giữa phễu, cân nhắc → "
              "BoFu, decision · Cuối phễu, quyết định",
    "5a": "Aware · Nhận biết → Appeal · Thu hút → Ask · Tìm hiểu → Act · Hành động → Advocate · Ủng hộ",
    "aida": "Attention · Chú ý → Interest · Hứng thú → Desire · Khao khát → Action · Hành động",
    "aarrr": "Acquisition · Thu hút → Activation · Kích hoạt → Retention · Giữ chân → Referral · Giới thiệu → "
             "Revenue · Doanh thu",
    "accsr": "Awareness · Nhận thức → Consideration · Cân nhắc → Conversion · Chuyển đổi → Service · Phục vụ → "
             "Retention · Duy trì",
    "home-buying": "Dreaming · Mơ ước → Looking for information · Tìm thông tin → Visiting · Tham quan nhà mẫu → "
                   "Financing · Vay vốn → Deciding · Quyết định → Moving in · Nhận nhà",
    "experience-loop": "Collect · Thu thập → Support · Hỗ trợ → Analyse · Phân tích → Insight · Thấu hiểu",
}

METRICS = {
    "funnel": [["Reach"], ["Leads"], ["Conversion rate"]],
    "aarrr": [
        ["Customer acquisition cost (CAC)", "Conversion rate", "New users"],
        ["Activation rate", "Time to first value"],
        ["Retention rate", "Churn rate", "Frequency of use"],
        ["Referrals", "Referral rate", "NPS"],
        ["Conversion rate", "Average order value (AOV)", "Lifetime value (LTV/CLV)"],
    ],
}

BLUEPRINT = [("physical_evidence", None), ("action", "interaction"), ("frontstage", "visibility"),
             ("backstage", "internal"), ("support", None)]

SAME_IN_BOTH = {"Hương", "Minh", "Linh", "Quân", "Thảo", "Dũng", "Lan Anh", "An", "Ngọc Ánh", "NPS",
                "CES (1–7)", "CSAT (4–5 / 5)", "AIDA", "AARRR", "ACCSR", "5A (Kotler)", "current"}

NOT_TEXT = {"kind", "ref", "divider", "evidence", "links", "channel", "channels"}


def content(key):
    return json.loads(assets.path("templates", f"{key}.json").read_text(encoding="utf-8"))


def texts(value, name=""):
    """Every text of a template file: a pair of both languages, or a plain string."""
    if isinstance(value, str) or (isinstance(value, dict) and {"vi", "en"} & value.keys()):
        yield value
    elif isinstance(value, dict):
        for inner, each in value.items():
            if inner not in NOT_TEXT:
                yield from texts(each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, name)


def shape(journey):
    """A map with everything that depends on its language or its ids left out."""
    stages, lanes = journey.ordered_stages(), journey.ordered_lanes()
    place = {card.id: (s, a, i) for s, stage in enumerate(stages) for a, lane in enumerate(lanes)
             for i, card in enumerate(journey.cell(stage.id, lane.id))}
    people = [person.id for person in journey.ordered_personas()]
    cards = sorted((place[c.id], c.kind, getattr(c, "score", None), getattr(c, "severity", None), c.evidence,
                    [people.index(p) for p in c.personas]) for c in journey.cards.values())
    prompts = [[stage.id in lane.prompts for stage in stages] for lane in lanes]
    return (len(people), len(stages), [(lane.kind, lane.divider) for lane in lanes], prompts, cards,
            sorted((place[link.source], place[link.target]) for link in journey.links.values()))


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("code", ["vi", "en"])
def test_builds_whole(key, code):
    journey = build(key, code)
    assert journey.language == code
    assert journey.title
    assert journey.scenario
    assert journey.personas
    assert len(journey.cards) == sum(len(cell) for lane in content(key)["lanes"] for cell in lane["cells"])
    assert len(journey.links) == len(content(key)["links"])
    assert not any(isinstance(card, UnknownCard) for card in journey.cards.values())
    assert all(lane.kind in CARD_KINDS or lane.kind in dict(BLUEPRINT) for lane in journey.lanes.values())
    assert all(lane.divider in (None, *DIVIDERS) for lane in journey.lanes.values())


@pytest.mark.parametrize("key", ALL)
def test_holds_no_field_that_the_model_does_not_know(key):
    journey = build(key, "vi")
    entities = [journey, *(e for name in ("personas", "stages", "lanes", "cards", "links")
                           for e in getattr(journey, name).values())]
    assert [(type(entity).__name__, entity.model_extra) for entity in entities if entity.model_extra] == []


@pytest.mark.parametrize("key", ALL)
def test_says_the_same_in_both_languages(key):
    assert shape(build(key, "vi")) == shape(build(key, "en"))


@pytest.mark.parametrize("key", ALL)
def test_every_text_is_in_both_languages(key):
    for text in texts(content(key)):
        if isinstance(text, str):
            assert text in SAME_IN_BOTH or not re.search(r"[^\W\d_]", text), f"{text!r} is in one language only"
            continue
        assert text.keys() == {"vi", "en"}
        assert text["vi"].strip() == text["vi"] != ""
        assert text["en"].strip() == text["en"] != ""
        assert text["vi"] != text["en"]
        assert all(unicodedata.is_normalized("NFC", said) for said in text.values())


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_cell_asks_a_short_question(key, code):
    for lane in build(key, code).lanes.values():
        for prompt in (lane.prompt, *lane.prompts.values()):
            assert prompt.endswith("?")
            assert len(prompt) <= 60


@pytest.mark.parametrize("key", KEYS)
def test_leaves_cells_empty_so_that_the_question_shows(key):
    journey = build(key, "vi")
    assert len(journey.cells()) < len(journey.stages) * len(journey.lanes)


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("code", ["vi", "en"])
def test_fits_a_page(key, code):
    journey = build(key, code)
    tallest = dict.fromkeys(journey.lanes, 0)
    for (_stage, lane), cards in journey.cells().items():
        tallest[lane] = max(tallest[lane], len(cards))
    assert 5 <= len(tallest) <= 7
    assert sum(tallest.values()) <= 10
    assert [card.text for card in journey.cards.values() if len(card.text) > 60] == []


@pytest.mark.parametrize("key", STAGES)
def test_stages_are_those_of_the_model(key):
    pairs = [stage.split(" · ") for stage in STAGES[key].split(" → ")]
    for place, code in enumerate(("en", "vi")):
        assert [stage.name for stage in build(key, code).ordered_stages()] == [pair[place] for pair in pairs]


def test_every_template_but_the_blueprint_has_given_stages():
    assert set(KEYS) - set(STAGES) == {"service-blueprint"}


def test_blueprint_has_its_lanes_and_lines():
    lanes = build("service-blueprint", "vi").ordered_lanes()
    assert [(lane.kind, lane.divider) for lane in lanes[:5]] == BLUEPRINT


@pytest.mark.parametrize("key", METRICS)
def test_metrics_of_the_model_are_there(key):
    journey = build(key, "en")
    lane = next(lane for lane in journey.ordered_lanes() if lane.kind == "metric")
    for stage, names in zip(journey.ordered_stages(), METRICS[key], strict=True):
        cards = journey.cell(stage.id, lane.id)
        assert [card.text.startswith(name) for card, name in zip(cards, names, strict=True)] == [True] * len(names)


@pytest.mark.parametrize("key", ALL)
def test_every_metric_has_a_value_and_a_source(key):
    metrics = [card for card in build(key, "vi").cards.values() if card.kind == "metric"]
    assert all(card.value and card.source for card in metrics)


@pytest.mark.parametrize("key", ALL)
def test_every_pain_is_answered_by_an_opportunity(key):
    journey = build(key, "vi")
    ends = [(journey.cards[link.source].kind, journey.cards[link.target].kind) for link in journey.links.values()]
    assert ends
    assert set(ends) == {("opportunity", "pain_point")}
    pains = {card.id for card in journey.cards.values() if card.kind == "pain_point"}
    opportunities = {card.id for card in journey.cards.values() if card.kind == "opportunity"}
    assert {link.target for link in journey.links.values()} == pains
    assert {link.source for link in journey.links.values()} == opportunities


@pytest.mark.parametrize("key", ALL)
def test_every_stage_has_an_emotion_and_a_touchpoint_with_channel_and_owner(key):
    journey = build(key, "en")
    for stage in journey.stages:
        kinds = [card.kind for card in journey.cards.values() if card.stage == stage]
        assert kinds.count("emotion") == 1
        assert "touchpoint" in kinds
    touchpoints = [card for card in journey.cards.values() if card.kind == "touchpoint"]
    assert all(card.channel in CHANNELS and card.owner for card in touchpoints)
    assert {channel for person in journey.personas.values() for channel in person.channels} <= set(CHANNELS)
    assert all(card.expected is not None for card in journey.cards.values() if card.kind == "emotion")


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("code", ["vi", "en"])
def test_no_two_cards_of_a_map_say_the_same(key, code):
    said = [card.text for card in build(key, code).cards.values()]
    assert len(said) == len(set(said))


def test_list_is_in_order_and_named_in_the_language():
    vi, en = builtin_templates("vi"), builtin_templates("en")
    assert [template.key for template in vi] == [template.key for template in en] == list(KEYS)
    assert (vi[0].name, en[0].name) == ("Bốn giai đoạn", "Four stages")
    assert all(template.summary and "\n" not in template.summary and not template.own for template in vi + en)


def test_sample_is_finished_but_not_listed():
    sample = build(SAMPLE, "vi")
    assert sample.title == "Mua thiết bị gia dụng trực tuyến"
    assert (sample.version, len(sample.stages), len(sample.cells())) == ("1.2", 6, 36)
    assert sample.footer
    assert SAMPLE not in [template.key for template in builtin_templates("vi")]


@pytest.mark.parametrize("key", KEYS)
def test_template_has_no_date(key):
    assert build(key, "vi").date == ""


def test_ids_are_new_every_time():
    assert not build("aida", "vi").cards.keys() & build("aida", "vi").cards.keys()


@pytest.mark.parametrize(("asked", "got"), [("vi-VN", "vi"), ("en-GB", "en"), ("fr", "en"), ("", "en")])
def test_other_languages_fall_back_to_english(asked, got):
    assert build("aida", asked).language == got
    assert [t.name for t in builtin_templates(asked)] == [t.name for t in builtin_templates(got)]
    assert blank(asked).language == got


def test_blank_map_is_empty():
    journey = blank("vi")
    assert (journey.title, journey.language) == ("", "vi")
    assert not journey.stages
    assert not journey.lanes
    assert not journey.cards


@pytest.mark.parametrize("key", ["nothing", "", "../locale/x", "AIDA"])
def test_unknown_key_is_an_error_that_lists_the_keys(key, monkeypatch):
    monkeypatch.setattr(language._Spoken, "code", "en")
    with pytest.raises(CjError, match="There is no template") as caught:
        build(key, "vi")
    assert all(known in caught.value.hint for known in KEYS)


BROKEN = ["{", "[]", "{}", '"x"', "\xff", '{"name": "x", "personas": [], "stages": [], "lanes": [{}]}',
          '{"personas": [], "stages": [{}], "lanes": [{"kind": "action", "cells": []}]}',
          '{"personas": [], "stages": [], "lanes": [], "links": [["a", "b"]]}',
          '{"personas": 3, "stages": [], "lanes": []}', '{"personas": ["x"], "stages": [], "lanes": []}']


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_file_is_left_out_and_cannot_be_built(broken, tmp_path, monkeypatch):
    monkeypatch.setattr(templates, "_path", lambda key: tmp_path / f"{key}.json")
    for key in ("aida", "aarrr"):
        (tmp_path / f"{key}.json").write_bytes(assets.path("templates", f"{key}.json").read_bytes())
    (tmp_path / "aida.json").write_bytes(broken.encode("latin-1"))
    assert [template.key for template in builtin_templates("vi")] == ["aarrr"]
    with pytest.raises(CjError, match="aida"):
        build("aida", "vi")
