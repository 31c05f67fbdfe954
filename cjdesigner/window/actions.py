"""Every command of the window as data: its id, words, icon, keys and place. The window gives each its function."""

from dataclasses import dataclass

from cjdesigner.language import N_


@dataclass(frozen=True)
class Spec:
    """One command. `needs` says when it can be used: "", "map", "selection", "undo", "redo", "file", "cards"."""

    id: str
    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    needs: str = ""


SPECS: tuple[Spec, ...] = (
    Spec("new", N_("&New map"), "file-plus", ("Ctrl+N",)),
    Spec("start", N_("New from &template…"), "template", ("Ctrl+Shift+N",)),
    Spec("new_window", N_("New &window"), "", ("Ctrl+Alt+N",)),
    Spec("open", N_("&Open…"), "folder-open", ("Ctrl+O",)),
    Spec("save", N_("&Save"), "device-floppy", ("Ctrl+S",), "map"),
    Spec("save_as", N_("Save &as…"), "", ("Ctrl+Shift+S",), "map"),
    Spec("save_copy", N_("Save a &copy…"), "", (), "map"),
    Spec("save_template", N_("Save as te&mplate…"), "template", (), "map"),
    Spec("revert", N_("Re&vert to the saved map"), "history", (), "file"),
    Spec("import", N_("&Import Mermaid or Markdown…"), "file-import"),
    Spec("export", N_("&Export…"), "file-export", ("Ctrl+Shift+E",), "map"),
    Spec("close", N_("C&lose map"), "", ("Ctrl+W",), "map"),
    Spec("quit", N_("&Quit"), "", ("Ctrl+Q",)),
    Spec("undo", N_("&Undo"), "arrow-back-up", ("Ctrl+Z",), "undo"),
    Spec("redo", N_("&Redo"), "arrow-forward-up", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Spec("cut", N_("Cu&t"), "cut", ("Ctrl+X",), "selection"),
    Spec("copy", N_("&Copy"), "copy", ("Ctrl+C",), "selection"),
    Spec("paste", N_("&Paste"), "clipboard", ("Ctrl+V",), "map"),
    Spec("duplicate", N_("&Duplicate"), "copy-plus", ("Ctrl+D",), "selection"),
    Spec("delete", N_("De&lete"), "trash", ("Del", "Backspace"), "selection"),
    Spec("select_all", N_("Select &all"), "", ("Ctrl+A",), "map"),
    Spec("edit_text", N_("&Edit text"), "edit", ("F2",), "selection"),
    Spec("move_left", N_("Move le&ft"), "arrow-left", ("Ctrl+Left",), "selection"),
    Spec("move_right", N_("Move ri&ght"), "arrow-right", ("Ctrl+Right",), "selection"),
    Spec("move_up", N_("M&ove up"), "arrow-up", ("Ctrl+Up",), "selection"),
    Spec("move_down", N_("Move do&wn"), "arrow-down", ("Ctrl+Down",), "selection"),
    Spec("reorder_up", N_("Earlier, or &better score"), "chevron-up", ("Alt+Up",), "selection"),
    Spec("reorder_down", N_("Later, or wor&se score"), "chevron-down", ("Alt+Down",), "selection"),
    Spec("properties", N_("Map &properties"), "info-circle", ("Alt+Return",), "map"),
    Spec("zoom_in", N_("Zoom &in"), "zoom-in", ("Ctrl++", "Ctrl+="), "map"),
    Spec("zoom_out", N_("Zoom &out"), "zoom-out", ("Ctrl+-",), "map"),
    Spec("zoom_100", N_("&100 %"), "zoom-reset", ("Ctrl+0",), "map"),
    Spec("fit", N_("&Fit all"), "arrows-maximize", ("Shift+1",), "map"),
    Spec("fit_selection", N_("Fit &selection"), "maximize", ("Shift+2",), "selection"),
    Spec("full_screen", N_("F&ull screen"), "", ("F11",)),
    Spec("present", N_("&Present"), "presentation", ("F5",), "map"),
    Spec("present_selection", N_("Present &selection"), "", ("Shift+F5",), "selection"),
    Spec("show_next", N_("&Next scene"), "chevron-right", ("Ctrl+PgDown",), "map"),
    Spec("show_previous", N_("Pre&vious scene"), "chevron-left", ("Ctrl+PgUp",), "map"),
    Spec("show_black", N_("&Black screen"), "moon", (), "map"),
    Spec("show_pointer", N_("P&ointer"), "target", ("Ctrl+L",), "map"),
    Spec("show_follow", N_("Show what &I look at"), "device-desktop", (), "map"),
    Spec("show_end", N_("&End presentation"), "x", (), "map"),
    Spec("animations", N_("Smooth &movement")),
    Spec("curtain", N_("&Curtain: cover new cards"), "eye-off", ("Ctrl+Shift+K",), "map"),
    Spec("reveal_next", N_("&Reveal next card"), "eye", ("Ctrl+Shift+Down",), "map"),
    Spec("reveal_all", N_("Reveal &all and lift the curtain"), "", (), "map"),
    Spec("cover", N_("Cover or &uncover selected cards"), "", (), "selection"),
    Spec("peek", N_("Show covered cards in &this window"), "", (), "map"),
    Spec("shortcuts", N_("&Keyboard shortcuts"), "keyboard", ("Ctrl+?", "F1")),
    Spec("about", N_("&About cjdesigner"), "info-circle"),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("&File"), ("new", "start", "new_window", "open", "recent>", "-", "save", "save_as", "save_copy",
                   "save_template", "revert", "-", "import", "export", "-", "close", "quit")),
    (N_("&Edit"), ("undo", "redo", "-", "cut", "copy", "paste", "duplicate", "delete", "-", "select_all", "edit_text",
                   "-", "move_left", "move_right", "move_up", "move_down", "reorder_up", "reorder_down")),
    (N_("&View"), ("zoom_in", "zoom_out", "zoom_100", "fit", "fit_selection", "-", "panels>", "theme>", "text_size>",
                   "language>", "animations", "-", "full_screen")),
    (N_("&Insert"), ("kinds>", "lanes>")),
    (N_("&Map"), ("properties",)),
    (N_("&Present"), ("present", "present_selection", "show_end", "-", "show_next", "show_previous", "show_black",
                      "show_pointer", "show_follow", "-", "curtain", "reveal_next", "reveal_all", "cover", "peek")),
    (N_("&Help"), ("shortcuts", "about")),
)
"""The menu bar. "-" is a line; a name that ends in ">" is filled by the window."""

TOOLBAR = ("new", "open", "save", "-", "undo", "redo", "-", "zoom_out", "zoom", "zoom_in", "fit", " ", "present",
           "export")
"""The tool bar. "zoom" is the figure, " " the gap."""

KINDS = ("persona", "stage", "touchpoint", "emotion", "pain_point", "opportunity", "action", "thought", "quote",
         "metric", "note", "lane")
"""What the palette holds. The first nine have Ctrl+1 to Ctrl+9."""
