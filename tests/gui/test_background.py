"""Work off the window's thread: it is always come back from, however quick it is."""

import pytest
from PySide6.QtCore import QEventLoop, QThreadPool, QTimer

from cjdesigner.window import background


class Loop(QEventLoop):
    """One that gives up."""

    waited_in_vain = False

    def exec(self):
        QTimer.singleShot(2_000, self._give_up)
        return super().exec()

    def _give_up(self):
        Loop.waited_in_vain = True
        self.quit()


def fail(_job):
    raise ValueError("full")


@pytest.mark.parametrize("quick", [True, False])
def test_work_that_is_over_at_once_is_not_waited_for(window, monkeypatch, quick):
    class Pool:
        def start(self, work):
            work.run()

    with monkeypatch.context() as patch:
        patch.setattr(Loop, "waited_in_vain", False)
        patch.setattr(background, "QEventLoop", Loop)
        if quick:
            patch.setattr(QThreadPool, "globalInstance", staticmethod(Pool))
        assert background.wait_for(window, "Saving", lambda _job: "done") == "done"
        with pytest.raises(ValueError, match="full"):
            background.wait_for(window, "Saving", fail)
        assert not Loop.waited_in_vain
