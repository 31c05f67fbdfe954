"""What the comparison is made with: a screen, a browser, npm, and a web server for this machine alone."""

import contextlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue

HERE = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BUNDLE = (
    "page.jsx", "--bundle", "--minify", "--splitting", "--format=esm", "--outdir=www", "--conditions=production",
    '--define:process.env.NODE_ENV="production"', '--define:process.env.IS_PREACT="false"',
    "--define:import.meta.env={}", "--loader:.woff2=file", "--log-level=warning",
)


SWITCHES = ("--no-sandbox", "--no-first-run", "--disable-quic", "--disable-background-networking",
            "--disable-component-update", "--disable-sync")
"""Keeps a browser from asking its maker's hosts for anything."""


class Absent(Exception):
    """Something is not on this machine; the sentence says what."""


def browser() -> str:
    """The path of a Chromium."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise Absent(f"there is no Chromium here (looked for {', '.join(_BROWSERS)})")
    return found


def build(folder: Path) -> None:
    """Fetches the pinned packages and builds the page, all in a folder that is thrown away."""
    for tool in ("npm", "node", "Xvfb"):
        if shutil.which(tool) is None:
            raise Absent(f"there is no {tool} here")
    for path in HERE.iterdir():
        if path.suffix in (".json", ".html", ".jsx", ".mjs"):
            shutil.copy(path, folder)
    npm = ("npm", "install", "--loglevel=error", "--no-audit", "--no-fund", "--no-package-lock")
    done = subprocess.run(npm, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = " ".join((done.stderr or done.stdout).split())[:200]
        raise Absent(f"npm could not fetch the packages: {reason or 'it gave no reason'}")
    subprocess.run((folder / "node_modules/.bin/esbuild", *_BUNDLE), cwd=folder, check=True)


class Site(ThreadingHTTPServer):
    """A folder as a site for this machine. `painted` gets the time whenever a page says that it has been painted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.painted: SimpleQueue[int] = SimpleQueue()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        """A file of the folder, or word from a page."""
        if self.path != "/painted":
            super().do_GET()
            return
        self.server.painted.put(time.time_ns())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Serves a folder."""
    with Site(folder) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A virtual screen of 1920 × 1080 whose number the server chose; its name."""
    reading, writing = os.pipe()
    command = ("Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset")
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
