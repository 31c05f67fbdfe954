"""A screen reader's eyes: a real AT-SPI client, for the system's Python, which has the bindings. Prints JSON lines.

First the things of the map, as (role, name, description); then "focus" with each thing that the focus comes to, and
"said" with what the program announces, until the standard input ends.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

MAP = sys.argv[1]


def tell(*words):
    print(json.dumps(words, ensure_ascii=False), flush=True)


def find_map():
    desktop = Atspi.get_desktop(0)
    stack = [desktop.get_child_at_index(place) for place in range(desktop.get_child_count())]
    while stack:
        found = stack.pop()
        if found is None:
            continue
        if found.get_role_name() == "list" and found.get_name() == MAP and found.get_child_count() > 3:
            return found
        stack += [found.get_child_at_index(place) for place in range(min(found.get_child_count(), 40))]
    return None


def look():
    held = find_map()
    if held is None:
        return True
    for place in range(held.get_child_count()):
        thing = held.get_child_at_index(place)
        tell("thing", thing.get_role_name(), thing.get_name(), thing.get_description())
    tell("end")
    return False


def focused(event):
    if event.detail1:
        tell("focus", event.source.get_name(), event.source.get_description())


def said(event):
    tell("said", str(event.any_data))


status = Gio.bus_get_sync(Gio.BusType.SESSION)
status.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                 GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))), None, 0, -1, None)
Atspi.init()
listeners = [Atspi.EventListener.new(focused), Atspi.EventListener.new(said)]
listeners[0].register("object:state-changed:focused")
listeners[1].register("object:announcement")
GLib.timeout_add(200, look)
loop = GLib.MainLoop()
GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IO_HUP | GLib.IO_IN, lambda *_: loop.quit())
loop.run()
