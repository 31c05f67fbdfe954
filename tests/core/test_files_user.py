"""Recent files and settings: they bear damage, and a user's folder that cannot be written."""

import json

import pytest

from cjdesigner.files import recent
from cjdesigner.files.settings import Settings, load_settings, save_settings

DAMAGED = [b"", b"\0\0", b"{", b"5", b"null", b"\xff", b"[" * 100_000, b'{"a": 1}']


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_folders(home, monkeypatch):
    assert recent.user_folder() == home
    assert recent.templates_folder() == home / "templates"
    assert recent.state_folder() == home / "state"
    monkeypatch.delenv("CJDESIGNER_HOME")
    assert recent.user_folder().name == recent.state_folder().name == "cjdesigner"


def test_the_latest_file_is_first_and_there_once(tmp_path):
    one, two = tmp_path / "một.cjmap", tmp_path / "hai.cjmap"
    recent.remember(one)
    recent.remember(two)
    assert recent.remember(one) == recent.recent_files() == [one, two]
    assert recent.forget(one) == recent.recent_files() == [two]


def test_the_list_holds_ten(tmp_path):
    for number in range(15):
        recent.remember(tmp_path / str(number))
    assert recent.recent_files() == [tmp_path / str(number) for number in range(14, 4, -1)]


def test_a_relative_path_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert recent.remember("a.cjmap") == [tmp_path / "a.cjmap"]


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_list_is_an_empty_one(home, damage, tmp_path):
    recent.remember(tmp_path / "a")
    (home / "state" / "recent.json").write_bytes(damage)
    assert recent.recent_files() == []
    assert recent.remember(tmp_path / "b") == recent.recent_files() == [tmp_path / "b"]


def test_what_is_no_name_in_the_list_is_left_out(home, tmp_path):
    recent.remember(tmp_path / "a")
    (home / "state" / "recent.json").write_text(json.dumps([5, None, "", "a\0b", ["x"], "/b"]))
    assert [path.name for path in recent.recent_files()] == ["b"]


def test_a_folder_that_cannot_be_made_stops_nothing(home, tmp_path):
    home.write_text("a file, not a folder")
    assert recent.remember(tmp_path / "a") == [tmp_path / "a"]
    assert recent.recent_files() == []
    assert not save_settings(Settings())
    assert load_settings() == Settings()


def test_settings_are_kept_with_unknown_ones():
    chosen = Settings.read({"language": "vi", "theme": "dark", "geometry": "AdnQ", "later": {"x": [1]}})
    assert save_settings(chosen)
    assert load_settings() == chosen
    assert load_settings().others == {"later": {"x": [1]}}


@pytest.mark.parametrize("damage", DAMAGED[:-1])
def test_damaged_settings_are_the_usual_ones(home, damage):
    save_settings(Settings(theme="dark"))
    (home / "settings.json").write_bytes(damage)
    assert load_settings() == Settings()


def test_a_bad_value_is_dropped_alone(home):
    save_settings(Settings())
    (home / "settings.json").write_text('{"theme": "pink", "language": "en", "geometry": 5, "x": 1}')
    assert load_settings() == Settings.read({"language": "en", "x": 1})


def test_changed_settings_are_checked():
    assert Settings(theme="dark").having(language="vi") == Settings(theme="dark", language="vi")
    with pytest.raises(ValueError, match="theme"):
        Settings().having(theme="pink")


@pytest.mark.parametrize("bad", [
    {"text_size": 100.0}, {"text_size": True}, {"text_size": 101}, {"animations": 1}, {"author": None}, {"theme": []},
    {"language": "fr"}, {"others": 5},
])
def test_what_cannot_be_is_refused_and_not_read(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        Settings(**bad)
    if "others" not in bad:
        assert Settings.read(bad) == Settings()
