"""The one stylesheet, made from the tokens. Kept short: Qt matches every rule to every widget."""

from __future__ import annotations

from pathlib import Path

from ui.contrast import luminance
from ui.theme import CORNER, SPACE, TARGET, TYPE, Look

ICONS = (Path(__file__).resolve().parent.parent / "resources" / "icons").as_posix()


def icon_path(name: str, ground: str) -> str:
    """The file of a small sign that shows on this ground."""
    return f"{ICONS}/{name}-{'light' if luminance(ground) < 0.2 else 'dark'}.svg"


def stylesheet(look: Look) -> str:
    """The stylesheet of a look."""
    return "".join((_text(look), _buttons(look), _fields(look), _lists(look), _frames(look)))


def _text(look: Look) -> str:
    c, px = look.colours, look.px
    return f"""
QWidget {{ font-size: {px(TYPE.body)}px; }}
QLabel {{ background: transparent; }}
[kind="title"] {{ font-size: {px(TYPE.title)}px; font-weight: bold; }}
[kind="heading"] {{ font-size: {px(TYPE.section)}px; font-weight: bold; }}
[kind="label"] {{ font-weight: bold; }}
[kind="muted"] {{ color: {c.muted}; }}
[kind="small"] {{ color: {c.muted}; font-size: {px(TYPE.small)}px; }}
[kind="figure"] {{ font-size: {px(TYPE.title)}px; font-weight: bold; }}
[kind="error"] {{ color: {c.danger}; font-weight: bold; }}
QToolTip {{ color: {c.text}; background: {c.surface}; border: 1px solid {c.border};
  padding: {SPACE.small}px; }}
"""


def _buttons(look: Look) -> str:
    c, px = look.colours, look.px
    high = px(TARGET) - 2
    return f"""
QPushButton {{ color: {c.text}; background: {c.ground}; border: 1px solid {c.border};
  border-radius: {CORNER}px; padding: 0 {SPACE.normal}px; min-height: {high}px; outline: none; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.selected}; color: {c.on_selected}; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.surface}; border: 1px dashed {c.border}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[kind="primary"] {{ color: {c.on_accent}; background: {c.accent};
  border-color: {c.accent}; font-weight: bold; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ color: {c.muted}; background: {c.surface};
  border-color: {c.border}; }}
QPushButton[kind="danger"] {{ color: {c.danger}; border-color: {c.danger}; font-weight: bold; }}
QPushButton[kind="link"] {{ color: {c.accent}; background: transparent; border: none;
  padding: 0 {SPACE.hair}px; text-decoration: underline; text-align: left; }}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; }}
QPushButton[kind="link"]:disabled {{ color: {c.muted}; text-decoration: none; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent;
  padding: 0 {SPACE.medium}px; }}
QPushButton[kind="quiet"]:hover {{ background: {c.hover}; }}
QCheckBox, QRadioButton {{ spacing: {SPACE.small}px; min-height: {px(TARGET)}px; outline: none; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(18)}px; height: {px(18)}px;
  background: {c.ground}; border: 2px solid {c.border}; border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: {px(18) // 2 + 2}px; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
  image: url({icon_path("tick", c.accent)}); }}
QRadioButton::indicator:checked {{ border-color: {c.accent};
  background: qradialgradient(cx:.5, cy:.5, radius:.5, fx:.5, fy:.5,
  stop:0 {c.accent}, stop:.55 {c.accent}, stop:.62 {c.ground}, stop:1 {c.ground}); }}
"""


def _fields(look: Look) -> str:
    c, px = look.colours, look.px
    box = "QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox"
    bad = ", ".join(f"{each}[bad='true']" for each in box.split(", "))
    off = ", ".join(f"{each}:disabled" for each in box.split(", "))
    return f"""
{box} {{ color: {c.text}; background: {c.ground}; border: 1px solid {c.border};
  border-radius: {CORNER}px; padding: 0 {SPACE.small}px; min-height: {px(TARGET) - 2}px;
  selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QTextEdit, QPlainTextEdit {{ padding: {SPACE.hair}px; }}
{bad} {{ border: 2px solid {c.danger}; }}
{off} {{ color: {c.muted}; background: {c.surface}; border: 1px dashed {c.border}; }}
QTextEdit[kind="reading"] {{ border: none; background: transparent; padding: 0; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {px(28)}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{
  image: url({icon_path("chevron-down", c.ground)}); width: {px(14)}px; height: {px(14)}px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: {px(24)}px; }}
QSpinBox::up-arrow {{ image: url({icon_path("chevron-up", c.ground)}); width: {px(12)}px; }}
QSpinBox::down-arrow {{ image: url({icon_path("chevron-down", c.ground)}); width: {px(12)}px; }}
QComboBox QAbstractItemView {{ background: {c.ground}; border: 1px solid {c.border};
  padding: {SPACE.hair}px; selection-background-color: {c.selected};
  selection-color: {c.on_selected}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {px(TARGET)}px; }}
"""


def _lists(look: Look) -> str:
    c, px = look.colours, look.px
    return f"""
QTableView, QTreeView, QListView {{ color: {c.text}; background: {c.ground};
  border: 1px solid {c.rule}; border-radius: {CORNER}px; gridline-color: {c.rule};
  font-size: {px(TYPE.small)}px; outline: none; selection-background-color: {c.selected};
  selection-color: {c.on_selected}; }}
QTableView::item, QTreeView::item, QListView::item {{ padding: 0 {SPACE.small}px; border: none; }}
QTableView::item {{ border-bottom: 1px solid {c.rule}; }}
QTreeView {{ show-decoration-selected: 1; }}
QTreeView::item, QListView::item {{ min-height: {px(TARGET)}px; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{
  background: {c.selected}; color: {c.on_selected}; }}
QTreeView::branch {{ background: {c.ground}; border: none; }}
QTreeView::branch:selected {{ background: {c.selected}; }}
QTreeView::branch:has-children:closed {{ image: url({icon_path("chevron-right", c.ground)}); }}
QTreeView::branch:has-children:open {{ image: url({icon_path("chevron-down", c.ground)}); }}
QHeaderView {{ background: {c.ground}; border: none; }}
QHeaderView::section {{ color: {c.muted}; background: {c.ground}; border: none;
  border-bottom: 2px solid {c.border}; padding: 0 {SPACE.small + 3}px; min-height: {px(TARGET)}px;
  font-size: {px(TYPE.small)}px; font-weight: bold; }}
QTableCornerButton::section {{ background: {c.ground}; border: none; }}
QMenu {{ background: {c.ground}; border: 1px solid {c.border}; padding: {SPACE.hair}px; }}
QMenu::item {{ padding: {SPACE.small}px {SPACE.wide}px; border-radius: {CORNER - 2}px; }}
QMenu::item:selected {{ background: {c.selected}; color: {c.on_selected}; }}
QMenu::separator {{ height: 1px; background: {c.rule}; margin: {SPACE.hair}px; }}
"""


def _frames(look: Look) -> str:
    c, px = look.colours, look.px
    return f"""
QMainWindow, QDialog, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {c.ground}; }}
QScrollArea {{ border: none; }}
[kind="card"] {{ background: {c.ground}; border: 1px solid {c.rule};
  border-radius: {CORNER}px; }}
[kind="plate"] {{ background: {c.surface}; border-radius: {CORNER}px; }}
[kind="rule"] {{ background: {c.rule}; max-height: 1px; min-height: 1px; border: none; }}
[kind="rail"], [kind="rail"] > QWidget > QWidget {{ background: {c.surface}; }}
[kind="topbar"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.rule}; }}
[kind="problem"] {{ background: {c.ground}; border: 3px solid {c.danger};
  border-radius: {CORNER}px; }}
[kind="empty"] {{ background: {c.surface}; border: 1px dashed {c.border};
  border-radius: {CORNER}px; }}
{_severities(look)}
QSplitter::handle {{ background: {c.rule}; }}
QProgressBar {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: 4px;
  max-height: 8px; min-height: 8px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 3px; margin: 4px;
  min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabBar::tab {{ color: {c.muted}; background: transparent; padding: 0 {SPACE.normal}px;
  min-height: {px(TARGET)}px; border: none; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 3px solid {c.accent};
  font-weight: bold; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.rule}; }}
"""


def _severities(look: Look) -> str:
    """Tags and notices: ground, ink and edge by severity."""
    c = look.colours
    shades = {
        "ok": (c.ok, c.ok_ground),
        "warning": (c.warning, c.warning_ground),
        "danger": (c.danger, c.danger_ground),
        "neutral": (c.muted, c.surface),
        "info": (c.accent, c.surface),
    }
    lines = []
    for name, (ink, ground) in shades.items():
        border = f"1px solid {ink}" if look.plain else f"1px solid {ground}"
        lines.append(
            f'[kind="tag"][severity="{name}"] {{ color: {ink}; background: {ground};'
            f" border: {border}; border-radius: 4px; padding: 1px {SPACE.small}px;"
            f" font-size: {look.px(TYPE.small)}px; font-weight: bold; }}\n"
            f'[kind="notice"][severity="{name}"] {{ background: {ground};'
            f" border: {border}; border-left: 4px solid {ink}; }}\n"
            f'[kind="sign"][severity="{name}"] {{ color: {ink}; font-weight: bold; }}\n'
        )
    return "".join(lines)
