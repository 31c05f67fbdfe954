"""What a map says in Mermaid."""

from cjdesigner.exchange.mermaid_writer import escape, to_mermaid
from cjdesigner.model.cards import Action, Emotion, Metric, PainPoint
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.ranks import first_ranks

LANES = {
    "la": Lane(id="la", rank="a", kind="action", name="Actions"),
    "le": Lane(id="le", rank="b", kind="emotion", name="Emotions"),
    "lp": Lane(id="lp", rank="c", kind="pain_point", name="Pains"),
}
PERSONAS = {key: Persona(id=key, rank=key, name=name) for key, name in [("p", "Lan"), ("q", "Minh")]}


def journey(*cards, stages=("One",), **fields):
    made = {}
    for index, (rank, (kind, values)) in enumerate(zip(first_ranks(len(cards)), cards, strict=True)):
        lane = {Action: "la", Emotion: "le"}.get(kind, "lp")
        made[f"c{index}"] = kind(**{"id": f"c{index}", "rank": rank, "stage": "s0", "lane": lane, **values})
    columns = {f"s{i}": Stage(id=f"s{i}", rank=f"a{i}", name=name) for i, name in enumerate(stages)}
    return JourneyMap(language="en", personas=PERSONAS, stages=columns, lanes=LANES, cards=made, **fields)


def action(text, *personas, **more):
    return Action, {"text": text, "personas": personas, **more}


def emotion(score, *personas, text="", **more):
    return Emotion, {"score": score, "personas": personas, "text": text, **more}


def lines(made):
    return [line.strip() for line in to_mermaid(made).splitlines()]


def tasks(made):
    return [line for line in lines(made) if not line.startswith(("journey", "title", "section", "%%"))]


def test_a_whole_journey():
    made = journey(action("Ask", "p"), emotion(2, "p"), action("Pay", "p", "q"), emotion(-2, "p", "q"),
                   (PainPoint, {"text": "Slow; very"}), title="Map #1", scenario="One\nTwo", stages=("A: b", ""))
    assert to_mermaid(made) == """journey
  title Map #35;1
  accDescr {
    One
    Two
  }
  section A#58; b
    Ask: 5: Lan
    Pay: 1: Lan, Minh
  section #32;
%% Pains:
%% A: b: Slow; very
"""


def test_an_action_takes_the_emotion_of_its_persona():
    made = journey(action("A", "q"), action("B", "p"), emotion(2, "p"), emotion(-2, "q"))
    assert tasks(made) == ["A: 1: Minh", "B: 5: Lan"]


def test_one_emotion_serves_all_actions_of_its_stage():
    assert tasks(journey(action("A"), action("B"), emotion(1))) == ["A: 4", "B: 4"]


def test_an_action_without_an_emotion_is_neutral():
    assert tasks(journey(action("A", "p"), emotion(2, "q"))) == ["A: 3: Lan", "Emotions: 5: Minh"]


def test_an_emotion_without_an_action_is_a_task():
    assert tasks(journey(emotion(2, text="Glad"), emotion(-1))) == ["Glad: 5", "Emotions: 2"]


def test_the_word_of_an_emotion_is_a_comment():
    assert "%% Emotions: glad" in lines(journey(action("A"), emotion(2, text="glad")))


def test_neighbours_of_one_name_differ():
    made = journey(stages=("", "", "A", "A", "B", "A"))
    sections = [line for line in lines(made) if line.startswith("section")]
    assert sections == ["section #32;", "section #32;#32;", "section A", "section A#32;", "section B", "section A"]


def test_everything_else_is_a_comment():
    made = journey(action("A", details="By foot\nor bike", owner="Sales"),
                   (Metric, {"text": "Calls", "value": "12", "unit": "a day"}), author="Ann")
    said = lines(made)
    assert "%% One: By foot<br>or bike — Sales" in said
    assert "%% One: Calls — 12 — a day" in said
    assert "%% Ann" in said
    assert "%% Persona: Lan" in said


def test_escapes():
    assert escape("a: #1; {x} <b> 50%% off") == "a#58; #35;1#59; {x#125; #60;b> 50#37;#37; off"
    assert escape("%x\n y , z", ",") == "#37;x<br>y #44; z"
    assert tasks(journey(action("Title x"), action("section"), action("journeyđ"), action("Titles"))) == [
        "#84;itle x: 3", "#115;ection: 3", "#106;ourneyđ: 3", "Titles: 3"]


def test_an_empty_map():
    assert to_mermaid(JourneyMap()) == "journey\n"
