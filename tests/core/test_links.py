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


SPELLINGS = [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "jAvAsCrIpT:alert(1)", " javascript:alert(1)",
    "\x01javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)",
    "java\x00script:alert(1)", "javascript\t:alert(1)", "javascript :alert(1)", "javascript&colon;alert(1)",
    "javascript&#58;alert(1)", "javascript%3Aalert(1)", "%6aavascript:alert(1)", "\u202ejavascript:alert(1)",
    "java\u200bscript:alert(1)", "\uff4a\uff41\uff56\uff41\uff53\uff43\uff52\uff49\uff50\uff54:alert(1)",
    "javascript://https://example.com/%0aalert(1)", "vbscript:msgbox(1)", "livescript:x",
    "view-source:https://example.com", "about:blank", "blob:https://example.com/x", "data:text/html,<script>",
    "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg/onload=alert(1)>", "file:///etc/passwd",
    "file:/etc/passwd", "file:etc/passwd", "FILE:///c:/windows/x", "file://host/share", "file:\\\\host\\share",
    "file:////host/share", "\\\\host\\share\\x", "//host/share/x", "\\/host/share", "/\\host/share", "\\\\?\\C:\\x",
    "\\\\.\\pipe\\x", "C:\\x.exe", "C:/x.exe", "/etc/passwd", "../../x", "~/x", "smb://host/share", "afp://host",
    "nfs://host/x", "ftp://example.com/x", "sftp://example.com", "ssh://-oProxyCommand=x/y", "telnet://example.com",
    "ldap://example.com", "jar:https://example.com!/x", "ms-msdt:/id", "ms-word:ofe|u|https://example.com",
    "search-ms:query=x", "shell:startup", "chrome://settings", "steam://run/1", "http://", "http:/example.com",
    "http:\\\\host\\share", "http:///etc/passwd", "https://user:pass@evil.example/",
    "https://example.com@evil.example/", "https://[::1", "https://a:99999/", "https://a:b/", "mailto:", "mailto:x",
    "mailto:a@b.example?attach=/etc/passwd", "mailto:a@b.example?subject=x&attachment=/etc/passwd",
    "https://exa\u202emple.com/", "https://e\x00x.com@y/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_leads_elsewhere(spelling):
    for text in (spelling, f"Xem {spelling} nhé", f"({spelling})", f"a\n{spelling}\nb"):
        for link in links_in(text):
            assert not link.target or link.target.startswith(("http://example.com", "https://example.com")), link
            assert "\\" not in link.target


def test_a_link_is_decided_without_the_disk(monkeypatch):
    def touched(*args, **_named):
        raise AssertionError(args)

    for name in ("stat", "lstat", "open", "listdir", "readlink"):
        monkeypatch.setattr(f"os.{name}", touched)
    assert all(links_in(f"x {spelling}") is not None for spelling in SPELLINGS)
