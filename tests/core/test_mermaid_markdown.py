"""Fences by CommonMark's rules, and which of them are journeys."""

import pytest

from cjdesigner.exchange.importing import ImportFailed, decode, find_blocks
from cjdesigner.exchange.markdown import fences

J = "journey\n  Task: 3: Me"


@pytest.mark.parametrize(("text", "expected"), [
    ("```\na\n```", [("", "a", 2)]),
    ("~~~ x y\na\n```\n~~~~", [("x y", "a\n```", 2)]),
    ("````\n```\na\n```\n````", [("", "```\na\n```", 2)]),
    ("```\na", [("", "a", 2)]),
    ("``` a`b\nno fence", []),
    ("``\na\n``", []),
    ("   ```\n   a\n  ```", [("", "   a", 2)]),
    ("    ```\n    a\n    ```", []),
    ("```\na\n    ```\nb\n```", [("", "a\n    ```\nb", 2)]),
    ("text\n10) ```\n    a", []),
    ("text\n1. ```\n   a", [("", "a", 3)]),
    ("1. x\n2. ```\n   a", [("", "a", 3)]),
    ("```\na\n``` x\n```", [("", "a\n``` x", 2)]),
    ("> ```\n> a\nb", [("", "a", 2)]),
    ("> > ```\n> > a\n> b", [("", "a", 2)]),
    (">```\n>a\n>```", [("", "a", 2)]),
    ("- ```\n  a\n  ```\nb", [("", "a", 2)]),
    ("- x\n\n  ```\n  a\n\n  b\nc", [("", "a\n\nb", 4)]),
    ("1. x\n   - y\n     ```\n     a\n     ```", [("", "a", 4)]),
    ("10) x\n    ```\n    a\n    ```", [("", "a", 3)]),
    ("- x\nlazy\n  ```\n  a\n  ```", [("", "a", 4)]),
    ("- > ```\n  > a\n  > ```", [("", "a", 2)]),
    ("\t```\na", []),
    ("-\t```\n\ta\n\t```", [("", "a", 2)]),
    ("* * *\n```\na\n```", [("", "a", 3)]),
    ("::: note\na\n:::", []),
    ("::: mermaid\na\n:::", [("mermaid", "a", 2)]),
])
def test_fences(text, expected):
    assert [(fence.info, fence.text, fence.line) for fence in fences(text)] == expected


@pytest.mark.parametrize("fence", ["```mermaid", "``` mermaid", "~~~~mermaid", "```{.mermaid}", "```{mermaid}",
                                   '```mermaid title="x"', "```Mermaid", "```mermaid-example", "```", ":::mermaid"])
def test_a_journey_in_any_fence(fence):
    block, = find_blocks(f"text\n\n{fence}\n{J}\n")
    assert (block.text.rstrip("\n"), block.line) == (J, 4)


@pytest.mark.parametrize(("text", "title"), [
    (f'```mermaid title="From the fence"\n{J}\n```', "From the fence"),
    ("journey\n title From the text\n A: 3", "From the text"),
    ("---\ntitle: 'From: the front'\n---\njourney\n A: 3", "From: the front"),
    ("journey title On one line\n A: 3", "On one line"),
    (J, ""),
])
def test_title_of_a_block(text, title):
    assert find_blocks(text)[0].title == title


def test_marked_blocks_go_before_unmarked_ones():
    assert [block.line for block in find_blocks(f"```\n{J}\n```\n\n```mermaid\n{J}\n```\n")] == [7]


@pytest.mark.parametrize(("text", "word"), [
    ("", "no Mermaid user journey"),
    ("# Journey\n\njourney of a customer", "no Mermaid user journey"),
    ("journey of a customer", "no Mermaid user journey"),
    ("flowchart LR\n A --> B", "“flowchart”"),
    ("%% c\n\n  sequenceDiagram\n", "“sequenceDiagram”"),
    ("---\ntitle: x\n---\nstateDiagram-v2\n", "“stateDiagram”"),
    ("Text\n```mermaid\npie title x\n```\n", "“pie”"),
    ("```mermaid\nsomething\n```", "no Mermaid user journey"),
])
def test_no_journey(text, word):
    with pytest.raises(ImportFailed) as failed:
        find_blocks(text)
    assert word in failed.value.message
    assert failed.value.hint


@pytest.mark.parametrize("data", [
    J.encode(), b"\xef\xbb\xbf" + J.encode(), J.encode("utf-16"), b"\xfe\xff" + J.encode("utf-16-be"),
    J.replace("\n", "\r\n").encode(), J.replace("\n", "\r").encode(),
])
def test_bytes(data):
    assert find_blocks(decode(data))[0].text == J


@pytest.mark.parametrize("data", [b"journey\n caf\xe9: 3", b"PK\x03\x04\x00\x00", b"\xff\xfeabc"])
def test_bytes_that_are_no_text(data):
    with pytest.raises(ImportFailed):
        decode(data)


def test_line_that_is_no_text_is_named():
    with pytest.raises(ImportFailed, match="Line 2 "):
        decode(b"journey\n caf\xe9: 3")
