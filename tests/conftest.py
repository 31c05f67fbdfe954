"""What every test stands on: a screen without a screen, a home of its own, English, no network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cjdesigner import language

SLOW = [HealthCheck.too_slow]  # says that the machine is busy, and nothing about the program
settings.register_profile("here", suppress_health_check=SLOW)
settings.register_profile("gate", derandomize=True, suppress_health_check=SLOW)
settings.load_profile("gate" if os.environ.get("CI") else "here")
"""A gate gives the same answer twice; everywhere else new examples are tried each time."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

OFFSCREEN_SAYS = r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)$"
"""What Qt's offscreen screen says of every window and every menu; it is about the screen, not about us."""


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("pytest-qt"):
        config.addinivalue_line("qt_log_ignore", OFFSCREEN_SAYS)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test's own for settings, templates and recent files."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("CJDESIGNER_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The program speaks English, and what a test makes it speak is taken back."""
    before = language.active()
    language.activate("en")
    yield
    language.activate(before)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            pytest.fail(f"a connection to {address} was tried")
        return connect(self, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
