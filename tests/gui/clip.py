"""Another program on the same screen that has copied something: each line of JSON on its input goes to the clipboard.

`{"text": …}`, with `"html"` where a web page or a spreadsheet was copied. Every line is answered with "ok".
"""

import json
import sys

from PySide6.QtCore import QMimeData, QSocketNotifier
from PySide6.QtGui import QGuiApplication


def copy() -> None:
    """Puts the next line into the clipboard, or ends with the input."""
    line = sys.stdin.readline()
    if not line:
        QGuiApplication.quit()
        return
    data = QMimeData()
    for form, words in json.loads(line).items():
        data.setText(words) if form == "text" else data.setHtml(words)
    QGuiApplication.clipboard().setMimeData(data)
    QGuiApplication.processEvents()
    sys.stdout.write("ok\n")
    sys.stdout.flush()


if __name__ == "__main__":
    program = QGuiApplication(sys.argv[:1])
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    asked.activated.connect(copy)
    program.exec()
