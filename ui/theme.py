"""The one file of tokens: space, type, colour, corners, focus ring; and how they reach the app.

Everything on the screen derives from here. `apply` may be called again at any time, for another
mode or another text size; widgets that paint themselves ask `look()` while painting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.contrast import contrast, luminance

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"

Mode = Literal["system", "light", "dark", "contrast"]
MODES: dict[Mode, str] = {
    "system": "As this computer",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
}
TEXT_SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Space(NamedTuple):
    """Distances in pixels at 100 %."""

    hair: int = 4
    small: int = 8
    medium: int = 12
    normal: int = 16
    wide: int = 24
    section: int = 32
    page: int = 48


class Type(NamedTuple):
    """Sizes of type in pixels at 100 %."""

    small: int = 14
    body: int = 16
    section: int = 20
    title: int = 28
    easy: int = 24


SPACE = Space()
TYPE = Type()
CORNER = 6
TARGET = 32
LINE_HEIGHT = 1.5
LINE_CHARACTERS = 70


class Colours(NamedTuple):
    """One colour for each role. A colour is never the only sign of anything."""

    ground: str
    surface: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    hover: str
    selected: str
    on_selected: str
    border: str
    rule: str
    ok: str
    ok_ground: str
    warning: str
    warning_ground: str
    danger: str
    danger_ground: str
    series: tuple[str, ...]
    focus_outside: str = "#14222B"
    focus_inside: str = "#FFDD00"


LIGHT = Colours(
    ground="#FFFFFF",
    surface="#F4F6F7",
    text="#14222B",
    muted="#4A5B66",
    accent="#0B5B6B",
    on_accent="#FFFFFF",
    accent_hover="#07424E",
    hover="#E8EDEF",
    selected="#D8E9EC",
    on_selected="#14222B",
    border="#7C8B95",
    rule="#D5DCE0",
    ok="#1E6B3A",
    ok_ground="#E7F2EB",
    warning="#7A4B00",
    warning_ground="#FCF2E0",
    danger="#A3231F",
    danger_ground="#FBEAE8",
    series=("#0B5B6B", "#A9CCD2", "#5B4A8A", "#CFC5E6", "#7A4B00", "#EBCF9F", "#4A5B66", "#C9D2D7"),
)

DARK = Colours(
    ground="#12191E",
    surface="#1B252C",
    text="#EEF3F5",
    muted="#B3C0C8",
    accent="#6FD0E0",
    on_accent="#0B1418",
    accent_hover="#A5E4EE",
    hover="#25323A",
    selected="#1E424B",
    on_selected="#EEF3F5",
    border="#7F909B",
    rule="#35444D",
    ok="#7FD89B",
    ok_ground="#15301F",
    warning="#FFC46B",
    warning_ground="#392A12",
    danger="#FF9C94",
    danger_ground="#43201E",
    series=("#6FD0E0", "#245A65", "#B9A6EE", "#4A3D73", "#FFC46B", "#6B4A17", "#B3C0C8", "#46555F"),
)

CONTRAST = Colours(
    ground="#000000",
    surface="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#FFFF00",
    on_accent="#000000",
    accent_hover="#FFFFFF",
    hover="#333333",
    selected="#FFFF00",
    on_selected="#000000",
    border="#FFFFFF",
    rule="#FFFFFF",
    ok="#FFFFFF",
    ok_ground="#000000",
    warning="#FFFFFF",
    warning_ground="#000000",
    danger="#FFFFFF",
    danger_ground="#000000",
    series=("#FFFF00", "#000000"),
    focus_outside="#FFFFFF",
    focus_inside="#000000",
)


class Theme(NamedTuple):
    """What a person chose."""

    mode: Mode = "light"
    text_scale: float = 1.0


class Look(NamedTuple):
    """A theme worked out: the colours in force and sizes at the chosen scale."""

    colours: Colours
    text_scale: float = 1.0
    is_dark: bool = False
    plain: bool = False  # high contrast: no decoration

    def px(self, size: float) -> int:
        """A size that grows with the text."""
        return round(size * self.text_scale)

    def colour(self, role: str) -> QColor:
        """The colour of a role, for a painter."""
        return QColor(getattr(self.colours, role))

    def font(self, size: int = TYPE.body, bold: bool = False) -> QFont:
        """The text face at a token's size."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font


PLAIN = Theme()

_look = Look(LIGHT)
_theme = Theme()
_system_palette: QPalette | None = None


def look() -> Look:
    """The look in force, for widgets that paint themselves."""
    return _look


def theme() -> Theme:
    """The person's choice in force."""
    return _theme


def apply(app: QApplication, wanted: Theme = PLAIN) -> Look:
    """Dress the application. Doing nothing new costs nothing."""
    global _look, _theme, _system_palette
    if _system_palette is None:
        _begin(app)
        _system_palette = QPalette(app.palette())
        app.styleHints().colorSchemeChanged.connect(lambda _: _follow_system(app))
    found = resolve(wanted, app)
    _theme = wanted
    if found == _look and app.property("dressed"):
        return _look
    _look = found
    from ui.stylesheet import stylesheet

    app.setPalette(palette(found.colours))
    app.setFont(found.font())
    app.setStyleSheet(stylesheet(found))
    app.setProperty("dressed", True)
    return found


def resolve(wanted: Theme, app: QApplication | None = None) -> Look:
    """The look a theme comes to on this computer."""
    mode = wanted.mode
    scale = min(2.0, max(1.0, wanted.text_scale))
    if mode == "system":
        mode = _system_mode(app)
    if mode == "contrast":
        colours = _contrast_colours(app)
        return Look(colours, scale, luminance(colours.ground) < 0.2, plain=True)
    return Look(DARK if mode == "dark" else LIGHT, scale, mode == "dark")


def palette(c: Colours) -> QPalette:
    """The palette that Fusion draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: c.ground, role.WindowText: c.text, role.Base: c.ground, role.Text: c.text,
        role.AlternateBase: c.surface, role.Button: c.surface, role.ButtonText: c.text,
        role.BrightText: c.danger, role.Highlight: c.selected,
        role.HighlightedText: c.on_selected, role.Link: c.accent, role.LinkVisited: c.accent,
        role.ToolTipBase: c.surface, role.ToolTipText: c.text, role.PlaceholderText: c.muted,
        role.Accent: c.accent, role.Mid: c.border, role.Dark: c.border, role.Light: c.ground,
        role.Midlight: c.rule, role.Shadow: c.border,
    }  # fmt: skip
    for each, colour in pairs.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(c.muted))
    return made


def _begin(app: QApplication) -> None:
    """What is done once: the style, the bundled face."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    _load_fonts("Regular", "Bold")
    # Nothing in the first picture is in italics.
    QTimer.singleShot(0, app, lambda: _load_fonts("Italic", "BoldItalic"))
    from ui.focus import follow_focus

    follow_focus(app)


def _load_fonts(*faces: str) -> None:
    for face in faces:
        QFontDatabase.addApplicationFont(str(FONTS / f"AtkinsonHyperlegibleNext-{face}.ttf"))


def _follow_system(app: QApplication) -> None:
    if _theme.mode == "system":
        apply(app, _theme)


def _system_mode(app: QApplication | None) -> Mode:
    if app is None:
        return "light"
    if _wants_contrast(app):
        return "contrast"
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def _wants_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast; older Qt cannot tell."""
    hints = getattr(app.styleHints(), "accessibility", None)
    if hints is None:
        return False
    return bool(hints().contrastPreference() == Qt.ContrastPreference.HighContrast)


def _contrast_colours(app: QApplication | None) -> Colours:
    """The system's own palette where the system is set to high contrast, else white on black."""
    if app is None or _system_palette is None or not _wants_contrast(app):
        return CONTRAST
    role = QPalette.ColorRole
    of = {r: _system_palette.color(r).name().upper() for r in role if r is not role.NColorRoles}
    ground, text = of[role.Window], of[role.WindowText]
    if contrast(ground, text) < 7:
        return CONTRAST
    roles = {name: text for name in Colours._fields if name != "series"}
    roles |= {n: ground for n in roles if n.endswith("ground") or n in ("surface", "hover")}
    link = of[role.Link] if contrast(of[role.Link], ground) >= 4.5 else text
    roles |= {
        "accent": link,
        "on_accent": ground,
        "selected": of[role.Highlight],
        "on_selected": of[role.HighlightedText],
        "focus_outside": text,
        "focus_inside": ground,
    }
    return Colours(**roles, series=(link, ground))
