"""Every command of the window as data: its id, words, icon, keys and place. The window gives each its function."""

from dataclasses import dataclass

from cjdesigner.language import N_


@dataclass(frozen=True)
class Spec:
    """One command. `needs` says when it can be used: "", "map", "selection", "undo", "redo", "file", "cards",
    "grid" (a stage, step or lane is selected), "hidden" (something is hidden), "conflicts" (there are some).
    """

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
    Spec("earlier", N_("Earlier versions o&f the map…"), "", (), "file"),
    Spec("import", N_("&Import a table or Mermaid…"), "file-import"),
    Spec("export", N_("&Export…"), "file-export", ("Ctrl+Shift+E",), "map"),
    Spec("preflight", N_("Chec&k before export"), "clipboard-check", ("Ctrl+Alt+K",), "map"),
    Spec("print", N_("&Print…"), "", ("Ctrl+P",), "map"),
    Spec("print_preview", N_("Print preview…"), "", (), "map"),
    Spec("close", N_("C&lose map"), "", ("Ctrl+W",), "map"),
    Spec("quit", N_("&Quit"), "", ("Ctrl+Q",)),
    Spec("undo", N_("&Undo"), "arrow-back-up", ("Ctrl+Z",), "undo"),
    Spec("redo", N_("&Redo"), "arrow-forward-up", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Spec("cut", N_("Cu&t"), "cut", ("Ctrl+X",), "selection"),
    Spec("copy", N_("&Copy"), "copy", ("Ctrl+C",), "selection"),
    Spec("paste", N_("&Paste"), "clipboard", ("Ctrl+V",), "map"),
    Spec("paste_text", N_("Paste as o&ne card"), "", ("Ctrl+Shift+V",), "map"),
    Spec("duplicate", N_("&Duplicate"), "copy-plus", ("Ctrl+D",), "selection"),
    Spec("delete", N_("De&lete"), "trash", ("Del", "Backspace"), "selection"),
    Spec("select_all", N_("Select &all"), "", ("Ctrl+A",), "map"),
    Spec("select_none", N_("Select nothing"), "", ("Ctrl+Shift+A",), "selection"),
    Spec("edit_text", N_("&Edit text"), "edit", ("F2",), "selection"),
    Spec("move_left", N_("Move le&ft"), "arrow-left", ("Ctrl+Left",), "selection"),
    Spec("move_right", N_("Move ri&ght"), "arrow-right", ("Ctrl+Right",), "selection"),
    Spec("move_up", N_("M&ove up"), "arrow-up", ("Ctrl+Up",), "selection"),
    Spec("move_down", N_("Move do&wn"), "arrow-down", ("Ctrl+Down",), "selection"),
    Spec("reorder_up", N_("Earlier, or &better score"), "chevron-up", ("Alt+Up",), "selection"),
    Spec("reorder_down", N_("Later, or wor&se score"), "chevron-down", ("Alt+Down",), "selection"),
    Spec("capture", N_("&Capture bar"), "keyboard", ("Ctrl+Space",), "map"),
    Spec("next_pane", N_("Next pa&ne"), "", ("F6",), "map"),
    Spec("last_pane", N_("Previous p&ane"), "", ("Shift+F6",), "map"),
    Spec("feeling_up", N_("Better feeli&ng"), "mood-smile", ("Ctrl+Alt+Up",), "selection"),
    Spec("feeling_down", N_("Worse feel&ing"), "", ("Ctrl+Alt+Down",), "selection"),
    Spec("expected_up", N_("&Higher expected score"), "", ("Alt+Shift+Up",), "selection"),
    Spec("expected_down", N_("Lower e&xpected score"), "", ("Alt+Shift+Down",), "selection"),
    Spec("insert_before", N_("Insert &before"), "", ("Ctrl+Alt+B",), "grid"),
    Spec("insert_after", N_("Insert &after"), "", ("Ctrl+Alt+A",), "grid"),
    Spec("add_step", N_("Add s&tep"), "", ("Ctrl+Alt+S",), "selection"),
    Spec("merge", N_("&Merge with the next"), "", ("Ctrl+Alt+J",), "grid"),
    Spec("split_stage", N_("Split sta&ge"), "", ("Ctrl+Alt+D",), "selection"),
    Spec("split_lane", N_("Split &lane"), "", ("Ctrl+Alt+Shift+D",), "selection"),
    Spec("collapse", N_("&Collapse or expand"), "", ("Ctrl+Alt+C",), "grid"),
    Spec("hide", N_("&Hide"), "eye-off", ("Ctrl+Alt+H",), "grid"),
    Spec("show_all", N_("&Show everything hidden"), "eye", ("Ctrl+Alt+Shift+H",), "hidden"),
    Spec("internal", N_("Internal: not for client&s"), "lock", ("Ctrl+Alt+I",), "selection"),
    Spec("wider", N_("&Wider"), "", ("Ctrl+Alt+Right",), "selection"),
    Spec("narrower", N_("&Narrower"), "", ("Ctrl+Alt+Left",), "selection"),
    Spec("fit_width", N_("&Fit width to content"), "", ("Ctrl+Alt+F",), "selection"),
    Spec("equal_widths", N_("&Equal widths"), "", ("Ctrl+Alt+E",), "map"),
    Spec("palette", N_("&Go to or run…"), "search", ("Ctrl+K",)),
    Spec("find", N_("F&ind…"), "search", ("Ctrl+F",), "map"),
    Spec("replace", N_("Find and replace…"), "", ("Ctrl+H",), "map"),
    Spec("find_next", N_("Find next"), "chevron-down", ("F3",), "map"),
    Spec("find_previous", N_("Find previous"), "chevron-up", ("Shift+F3",), "map"),
    Spec("filter", N_("Filter &cards…"), "filter", (), "map"),
    Spec("filter_toggle", N_("Filte&r on or off"), "", ("Ctrl+Shift+F",), "map"),
    Spec("properties", N_("Map &properties"), "info-circle", ("Alt+Return",), "map"),
    Spec("zoom_in", N_("Zoom &in"), "zoom-in", ("Ctrl++", "Ctrl+="), "map"),
    Spec("zoom_out", N_("Zoom &out"), "zoom-out", ("Ctrl+-",), "map"),
    Spec("zoom_100", N_("&100 %"), "zoom-reset", ("Ctrl+0",), "map"),
    Spec("fit", N_("&Fit all"), "arrows-maximize", ("Shift+1", "Alt+1"), "map"),
    Spec("fit_selection", N_("Fit &selection"), "maximize", ("Alt+2", "Shift+2"), "selection"),
    Spec("zoom_part", N_("Zoom to the stage or lane of the selection"), "", ("Alt+3", "Shift+3"), "map"),
    Spec("zoom_stage", N_("Zoom to sta&ge"), "", (), "map"),
    Spec("zoom_lane", N_("Zoom to la&ne"), "", (), "map"),
    Spec("minimap", N_("&Minimap"), "", ("Ctrl+Shift+M",), "map"),
    Spec("split_beside", N_("Split side by si&de"), "", ("Ctrl+\\",), "map"),
    Spec("split_below", N_("Split one a&bove the other"), "", ("Ctrl+Shift+\\", "Ctrl+|"), "map"),
    Spec("full_screen", N_("F&ull screen"), "", ("F11",)),
    Spec("workshop", N_("&Workshop panel"), "clipboard-check", ("Ctrl+Shift+W",), "map"),
    Spec("vote", N_("Start or end &voting"), "", ("Ctrl+Shift+D",), "map"),
    Spec("park", N_("&Park cards"), "", ("Ctrl+Shift+P",), "selection"),
    Spec("bring_back", N_("&Bring back the chosen parked card"), "", (), "map"),
    Spec("comment", N_("&Comment on the card"), "message-circle", ("Ctrl+Alt+M",), "selection"),
    Spec("timer", N_("Start or pause the &timer"), "clock", ("F8",), "map"),
    Spec("timer_more", N_("One &minute more"), "", ("Shift+F8",), "map"),
    Spec("timer_stop", N_("&Stop the timer"), "", ("Ctrl+F8",), "map"),
    Spec("timer_large", N_("&Large timer"), "", ("Alt+F8",), "map"),
    Spec("agenda_next", N_("&Next part of the agenda"), "", ("F9",), "map"),
    Spec("present", N_("&Present"), "presentation", ("F5",), "map"),
    Spec("present_selection", N_("Present &selection"), "", ("Shift+F5",), "selection"),
    Spec("show_next", N_("&Next scene"), "chevron-right", ("Ctrl+PgDown",), "map"),
    Spec("show_previous", N_("Pre&vious scene"), "chevron-left", ("Ctrl+PgUp",), "map"),
    Spec("show_black", N_("&Black screen"), "moon", (), "map"),
    Spec("show_pointer", N_("P&ointer"), "target", ("Ctrl+L",), "map"),
    Spec("show_follow", N_("Show what &I look at"), "device-desktop", (), "map"),
    Spec("show_end", N_("&End presentation"), "x", (), "map"),
    Spec("animations", N_("Smooth mo&vement")),
    Spec("curtain", N_("&Curtain: cover new cards"), "eye-off", ("Ctrl+Shift+K",), "map"),
    Spec("reveal_next", N_("&Reveal next card"), "eye", ("Ctrl+Shift+Down",), "map"),
    Spec("reveal_all", N_("Reveal &all and lift the curtain"), "", (), "map"),
    Spec("cover", N_("Cover or &uncover selected cards"), "", (), "selection"),
    Spec("peek", N_("Show covered cards in &this window"), "", (), "map"),
    Spec("next_conflict", N_("Ne&xt conflict"), "", ("F4",), "conflicts"),
    Spec("previous_conflict", N_("Previous conflict"), "", ("Shift+F4",), "conflicts"),
    Spec("compare", N_("Compare &versions…"), "history", ("Ctrl+Alt+V",), "map"),
    Spec("merge_file", N_("Merge anothe&r version…"), "", (), "map"),
    Spec("shortcuts", N_("&Keyboard shortcuts"), "keyboard", ("Ctrl+?", "F1")),
    Spec("about", N_("&About cjdesigner"), "info-circle"),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("&File"), ("new", "start", "new_window", "open", "recent>", "-", "save", "save_as", "save_copy",
                   "save_template", "revert", "versions>", "-", "import", "preflight", "export", "print_preview",
                   "print", "-", "close", "quit")),
    (N_("&Edit"), ("undo", "redo", "-", "cut", "copy", "paste", "paste_text", "duplicate", "delete", "-", "select_all",
                   "select_none", "edit_text", "-", "palette", "find", "replace", "find_next", "find_previous", "-",
                   "arrange>", "feelings>")),
    (N_("&View"), ("zoom>", "minimap", "split>", "-", "filter", "filter_toggle", "-", "panels>", "theme>", "text_size>",
                   "language>", "animations", "-", "next_pane", "last_pane", "full_screen")),
    (N_("&Insert"), ("capture", "-", "kinds>", "lanes>")),
    (N_("&Map"), ("insert_before", "insert_after", "add_step", "merge", "split_stage", "split_lane", "-", "collapse",
                  "hide", "hidden>", "internal", "-", "wider", "narrower", "fit_width", "equal_widths", "-",
                  "properties")),
    (N_("W&orkshop"), ("workshop", "-", "vote", "-", "park", "bring_back", "comment", "-", "timer", "timer_more",
                       "timer_stop", "timer_large", "agenda_next")),
    (N_("&Present"), ("present", "present_selection", "show_end", "-", "show_next", "show_previous", "show_black",
                      "show_pointer", "show_follow", "-", "curtain", "reveal_next", "reveal_all", "cover", "peek")),
    (N_("&Help"), ("shortcuts", "about")),
)
"""The menu bar. "-" is a line; a name that ends in ">" is a menu within: of `SUBMENUS`, or filled by the window."""

SUBMENUS: dict[str, tuple[str, ...]] = {
    "arrange>": ("move_left", "move_right", "move_up", "move_down", "-", "reorder_up", "reorder_down"),
    "feelings>": ("feeling_up", "feeling_down", "-", "expected_up", "expected_down"),
    "zoom>": ("zoom_in", "zoom_out", "zoom_100", "fit", "fit_selection", "-", "zoom_part", "zoom_stage", "zoom_lane"),
    "split>": ("split_beside", "split_below"),
    "versions>": ("earlier", "compare", "merge_file", "-", "next_conflict", "previous_conflict"),
}

TITLES = {
    "recent>": N_("Open &recent"), "panels>": N_("&Panels"), "theme>": N_("&Theme"), "text_size>": N_("Te&xt size"),
    "language>": N_("&Language"), "lanes>": N_("&Lane"), "hidden>": N_("Show h&idden"), "arrange>": N_("&Move"),
    "feelings>": N_("&Feelings"), "zoom>": N_("&Zoom"), "split>": N_("Spl&it view"),
    "versions>": N_("Versions an&d conflicts"),
}
"""What the menus within are called; the kinds of things have a menu without a title, in "Insert" itself."""

TOOLBAR = ("new", "open", "save", "-", "undo", "redo", "-", "zoom_out", "zoom", "zoom_in", "fit", " ", "search",
           "filter", "-", "present", "export")
"""The tool bar. "zoom" is the figure, " " the gap, "search" the field that opens the command palette."""

KINDS = ("persona", "stage", "touchpoint", "emotion", "pain_point", "opportunity", "action", "thought", "quote",
         "metric", "note", "image", "lane")
"""What the palette holds. The first nine have Ctrl+1 to Ctrl+9."""
