"""Moments in the user's own time and language."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from cjdesigner import language


def told_moment(moment: datetime) -> str:
    """A moment: its clock today, else the day as well."""
    here, locale = QDateTime.fromSecsSinceEpoch(int(moment.timestamp())), QLocale(language.active())
    clock = locale.toString(here.time(), QLocale.FormatType.ShortFormat)
    if here.date() == QDate.currentDate():
        return clock
    return f"{locale.toString(here.date(), QLocale.FormatType.ShortFormat)} {clock}"
