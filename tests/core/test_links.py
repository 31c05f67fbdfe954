"""Links in texts: which addresses there are, and that only harmless ones lead anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdesigner.export.links import ALLOWED, links_in


@pytest.mark.parametrize(("text", "addresses"), [
    ("See https://example.com/a?b=1#c.", ["https://example.com/a?b=1#c"]),
    ("(http://example.com/a_(b))", ["http://example.com/a_(b)"]),
    ("“https://ví-dụ.vn/đường”, rồi mailto:a.b@example.com!", ["https://ví-dụ.vn/đường", "mailto:a.b@example.com"]),
    ("HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]),
    ("<https://example.com>", ["https://example.com"]),
    ("https://a.example\nhttps://b.example", ["https://a.example", "https://b.example"]),
])
def test_what_may_be_followed(text, addresses):
    assert [link.address for link in links_in(text)] == addresses
    assert all(link.allowed for link in links_in(text))
    assert all(text[link.start:link.end] == link.address for link in links_in(text))


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "file:secret", "data:text/html;base64,AAAA",
    "data:,x", "vbscript:x", "ftp://example.com", "smb://host/share", "tel:+84123", "ms-word:ofe|u|x",
    "javascript://example.com/%0aalert(1)", "x-anything://y",
])
def test_what_is_refused(address):
    assert [(link.address, link.allowed) for link in links_in(f"Look: {address} there")] == [(address, False)]


@pytest.mark.parametrize("text", [
    "", "Ghi chú: gọi lại", "Note:this", "Data: 5, 6", "10:30", "a://", "https://", "Giờ mở cửa 8:00–17:00, file: xem",
    "mailto:", "mailto:nobody", "profile:x", "C:\\Users",
])
def test_what_is_no_link(text):
    assert links_in(text) == ()


@given(st.text(st.sampled_from("htps:/.x@()[]»,;mailto javscriptdfe"), max_size=40))
def test_any_text_is_taken_apart_without_error(text):
    end = 0
    for link in links_in(text):
        assert end <= link.start < link.end <= len(text)
        assert text[link.start:link.end] == link.address
        assert not link.allowed or link.address.split(":")[0].lower() in ALLOWED
        end = link.end
