"""The themes that an export can have: those of the window, and more for what is handed to others.

`safe` is for colour-blind readers: its kinds have the colours of Okabe and Ito ("Color Universal Design", 2008) and
darker shades of them, which `tests/core/test_palettes_export.py` holds apart for each kind of colour blindness.
"""

from cjdesigner.drawing.theme import CONTRAST, CONTRAST_DARK, DARK, LIGHT, NIGHT, Theme
from cjdesigner.language import N_

WARM = Theme(
    name="warm", page="#FBF7F1", card="#FFFEFB", text="#38281E", quiet="#6B5648", line="#E8DDCF", shade="#000000",
    header=("#43182B", "#7F3030", "#9E4F2B"), header_quiet="#FBEADD", veil=("#2A0F14", 0.28),
    stages=("#6B2632", "#A2562B"), curve="#9C3D2E", expected="#2B6A5C", leak="#B3261E", good="#5B8C5A",
    fair="#E9B44C", bad="#C2452D", shadow="#43182B", depth=0.08,
    personas=("#9C3D2E", "#2B6A5C", "#7B4B94", "#A66A00", "#3A6486", "#5F7336"),
    kinds={
        "action": "#3A6486", "touchpoint": "#2F7A6B", "thought": "#7B4B94", "pain_point": "#B3261E",
        "opportunity": "#6B7A1E", "emotion": "#B98019", "quote": "#7A6A5C", "metric": "#5B5F97", "note": "#8C6D46",
        "image": "#A2562B", "persona": "#9C3D2E", "lane": "#6B5B52", "physical_evidence": "#A2562B",
        "frontstage": "#2B6A5C", "backstage": "#7B4B94", "support": "#6B5B52", "vote": "#9C2F57",
    },
)
FRESH = Theme(
    name="fresh", page="#F4FBF8", card="#FFFFFF", text="#12312B", quiet="#476159", line="#D3E7DF", shade="#000000",
    header=("#06484F", "#0B6F68", "#1F7A4C"), header_quiet="#DCF3EA", veil=("#04292B", 0.26),
    stages=("#0A5F6B", "#3A7A22"), curve="#0B7A6F", expected="#A34A06", leak="#D6336C", good="#37B27C",
    fair="#FFE066", bad="#F06595", shadow="#06484F",
    personas=("#0B7A6F", "#A34A06", "#6741D9", "#C2255C", "#1971C2", "#5B8C00"),
    kinds={
        "action": "#1C7ED6", "touchpoint": "#0B8A6F", "thought": "#7A5AE0", "pain_point": "#D6336C",
        "opportunity": "#5B8C00", "emotion": "#C98A00", "quote": "#5C7A74", "metric": "#0C8599", "note": "#9C7A00",
        "image": "#3B9C5A", "persona": "#0B7A6F", "lane": "#47655E", "physical_evidence": "#0C8599",
        "frontstage": "#2B8A3E", "backstage": "#6741D9", "support": "#5C6B66", "vote": "#C2255C",
    },
)
PLUM = Theme(
    name="plum", page="#FBF8FD", card="#FFFFFF", text="#2A1738", quiet="#61507A", line="#E8DEF1", shade="#000000",
    header=("#2B1055", "#6B2A8C", "#AA2F74"), header_quiet="#F3E6F9", veil=("#1B0636", 0.28),
    stages=("#47207F", "#AA2F74"), curve="#7B2CBF", expected="#0B7470", leak="#D6255F", good="#4FBFA8",
    fair="#F9C97B", bad="#E75480", shadow="#2B1055",
    personas=("#7B2CBF", "#0B7470", "#C2570C", "#B0256A", "#2F6BD8", "#5F7A12"),
    kinds={
        "action": "#5A4FCF", "touchpoint": "#0B8A8A", "thought": "#9C36B5", "pain_point": "#D6255F",
        "opportunity": "#C2570C", "emotion": "#B58100", "quote": "#6E5C80", "metric": "#2F6BD8", "note": "#8A6A1F",
        "image": "#0E7490", "persona": "#7B2CBF", "lane": "#61507A", "physical_evidence": "#0E7490",
        "frontstage": "#2B8A57", "backstage": "#7B3FA8", "support": "#5F5468", "vote": "#B0256A",
    },
)
SLATE = Theme(
    name="slate", page="#F6F8FB", card="#FFFFFF", text="#16263A", quiet="#51617A", line="#DAE2EA", shade="#000000",
    header=("#14233A", "#1E3A5C", "#2B5178"), veil=("#0B1524", 0.26), stages=("#1B3556", "#48709A"),
    curve="#1E3A5C", expected="#45678B", leak="#16324F", good="#2B5178", fair="#A9BFD6", bad="#C9D6E4",
    tone="#14263D", shadow="#14233A",
    personas=("#1E3A5C", "#3D74A8", "#6685A6", "#0F1E30", "#2F5C88", "#5B6B7F"),
    kinds={
        "action": "#1E3A5C", "touchpoint": "#2F5C88", "thought": "#5B84AD", "pain_point": "#0F1E30",
        "opportunity": "#3D74A8", "emotion": "#6D8FB0", "quote": "#8597AB", "metric": "#24486E", "note": "#708196",
        "image": "#4A6C8F",
    },
)
PAPER = Theme(
    name="paper", page="#FBFAF6", card="#FFFFFF", text="#1A1A1A", quiet="#5A564E", line="#E2DDD3", shade="#000000",
    header=("#F0EBE0", "#F0EBE0", "#EDE6D8"), header_ink="#1A1A1A", header_quiet="#4F4A41",
    veil=("#FFFFFF", 0.62), stages=("#1F1F1F", "#3A3733"), curve="#B3202A", expected="#2B4C7E", leak="#B3202A",
    good="#8FA88B", fair="#E8DCC0", bad="#D9A5A0", shadow="#1A1A1A", depth=0.045, edge=0.28,
    personas=("#B3202A", "#2B4C7E", "#3D6B50", "#8A5A00", "#5C4B7A", "#34607A"),
    kinds={
        "action": "#2B4C7E", "touchpoint": "#3D6B50", "thought": "#5C4B7A", "pain_point": "#B3202A",
        "opportunity": "#8A5A00", "emotion": "#1F1F1F", "quote": "#6B665C", "metric": "#34607A", "note": "#7D6B4F",
        "image": "#466A6A", "persona": "#B3202A", "lane": "#3A3733", "physical_evidence": "#466A6A",
        "frontstage": "#3D6B50", "backstage": "#5C4B7A", "support": "#6B665C", "vote": "#B3202A",
    },
)
SAFE = Theme(
    name="safe", page="#FAFCFE", card="#FFFFFF", text="#14202B", quiet="#4E5D6B", line="#DCE4EB", shade="#000000",
    header=("#00263B", "#004A70", "#005F94"), header_quiet="#E3F0FA", stages=("#00304A", "#00679F"),
    curve="#0072B2", expected="#8A4700", leak="#D55E00", good="#56B4E9", fair="#F0E442", bad="#E69F00",
    patterned=True, personas=("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#954200", "#000000"),
    kinds={
        "action": "#0072B2", "touchpoint": "#009E73", "thought": "#56B4E9", "pain_point": "#D55E00",
        "opportunity": "#CC79A7", "emotion": "#E69F00", "quote": "#000000", "metric": "#003F2E", "note": "#70435C",
        "image": "#954200", "persona": "#0072B2", "lane": "#3B4A57", "physical_evidence": "#56B4E9",
        "frontstage": "#009E73", "backstage": "#70435C", "support": "#000000", "vote": "#D55E00",
    },
)
PRINT = Theme(
    name="print", page="#FFFFFF", card="#FFFFFF", text="#000000", quiet="#3D3D3D", line="#8C8C8C", shade="#000000",
    header=("#FFFFFF", "#FFFFFF", "#FFFFFF"), header_ink="#000000", header_quiet="#3D3D3D", header_line="#000000",
    veil=("#000000", 0.05), stages=("#E2E2E2", "#E2E2E2"), curve="#000000", expected="#3D3D3D", leak="#000000",
    good="#9C9C9C", fair="#D6D6D6", bad="#F2F2F2", least=7.0, tone="#000000", patterned=True, shadow="#FFFFFF",
    depth=0.05, edge=0.7, personas=("#000000", "#4D4D4D", "#2B2B2B", "#575757", "#3A3A3A", "#1C1C1C"),
)

PALETTES = (LIGHT, WARM, FRESH, PLUM, SLATE, PAPER, DARK, NIGHT, SAFE, CONTRAST, CONTRAST_DARK, PRINT)
"""All of them, in the order in which they are offered."""
BY_NAME = {theme.name: theme for theme in PALETTES}

TITLES: dict[str, str] = {
    "light": N_("Light"), "warm": N_("Terracotta, warm"), "fresh": N_("Mint, fresh"), "plum": N_("Plum, lively"),
    "slate": N_("Slate, calm and of one colour"), "paper": N_("Paper, quiet as a book"), "dark": N_("Dark"),
    "night": N_("Night, for dark rooms"), "safe": N_("Safe for colour-blind readers"),
    "contrast": N_("High contrast, black on white"), "contrast_dark": N_("High contrast, white on black"),
    "print": N_("Black and white, for print"),
}
"""What they are called."""
