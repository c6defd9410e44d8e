"""The widgets pages are made of. Import from here: `from ui.widgets import Field, DataTable`.

Every widget takes its accessible name from its label, title or `name`. Severities are "ok",
"warning", "danger", "info", "neutral". `parent` is optional everywhere; layouts adopt widgets.

Page
    ScrollPage(title, sentence="")      base of a page. .header (PageHeader), .notices (NoticeBar),
                                        .errors (ErrorSummary), .body (QVBoxLayout), .add(widget)
                                        -> widget. Override refresh(), can_leave() -> bool, flush().
    PageHeader(title, sentence="")      .set_title(), .set_sentence(), .add_action(button)
    Card(title="")  Section(title="", hint="")   .body, .add(widget) -> widget, .add_action(button)
    TwoUp(left, right, share=(3, 2), columns=100)  side by side; one over the other when narrow
    FlowRow(*widgets, even=False)       a row that wraps; .add(widget); even: cards of one height

Text
    Heading(text, level=2)  Prose(text)  Muted(text)  Small(text)  Label(text)  Figure(text)  Rule()

Buttons
    Button(text, on_click=None)  PrimaryButton(...)  DangerButton(...)  LinkButton(...)
    QuietButton(...)

State
    Tag(word, severity="neutral")       .set(word, severity): a shape and a word
    NoticeBar()                         .show_notice(text, severity="info", remedy=""), .clear()
    ErrorSummary()                      .show_errors([FieldError(text, widget)]), .clear()
    EmptyState(sentence, to_do="", button="", on_click=None)
    SummaryList(rows=())                .set_rows([SummaryRow(key, value, change="", name="")]);
                                        signal changed(key of the row whose link was pressed)
    TaskList(tasks=())                  .set_tasks([Task(key, title, state, note="")]);
                                        state: done, now, todo, blocked; signal chosen(key)

Fields
    Field(label, editor, hint="", optional=False)   .editor, .set_error(text), .clear_error(),
                                        .text(), .set_text(); editor: QLineEdit, QTextEdit,
                                        QComboBox, QDateEdit, DecimalEdit …
    TextArea(rows=4)                    QTextEdit of plain text in which Tab moves on; .text()
    Choice([(key, words)], chosen=None) QComboBox; .key(), .set_key(key); signal picked(key)
    DateField(day=None)                 a date typed in words or figures; .day() -> date | None
    DecimalEdit(places=2, unit="", low=None, high=None)
                                        .value() -> Decimal | None, .set_value(), .problem() -> str;
                                        signal value_changed(Decimal | None)
    MoneyEdit(pence=True)               the same, in pounds
    ScoreScale(levels, name="Score")    levels: [Level(value, word, descriptor)]; .value(),
                                        .set_value(); signal chosen(value); keys 0 to 9

Lists
    Column(title, getter, align="left", width=0, tip=None)   width in characters, 0 stretches
    DataTable(name, columns, rows=())   .set_rows(), .selected(), .select(index), .fit(max_rows);
                                        signals row_chosen(row), row_activated(row)
    RowsModel(columns, rows=())         the model under it
    Node(key, cells, children=(), data=None)
    Tree(name, titles, nodes=(), right=())    .set_nodes(), .selected() -> Node | None, .select(key);
                                        right: indexes of right-aligned columns; signals node_chosen

Reading and figures
    ReadingPane(text="", name="Answer") .set_text(), .selected_text(); signal marked(text)
    StackedBar(name)                    .set_parts([Part(label, amount: Decimal, text)], full)
    Legend(labels)                      what the bar's colours stand for, in the order of its parts
    PriceCurve(name)                    .set_points([(price, marks)], dots, top): marks against price
    SpreadDots(lowest, highest)         .set_scores([(who, value)])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.buttons import Button, DangerButton, LinkButton, PrimaryButton, QuietButton
    from ui.widgets.decimals import DecimalEdit, MoneyEdit
    from ui.widgets.editors import Choice, DateField, TextArea
    from ui.widgets.fields import Field
    from ui.widgets.figures import Legend, Part, PriceCurve, SpreadDots, StackedBar
    from ui.widgets.flow import FlowRow, TwoUp
    from ui.widgets.frames import Card, PageHeader, Section
    from ui.widgets.notices import EmptyState, ErrorSummary, FieldError, NoticeBar, Tag
    from ui.widgets.page import ScrollPage
    from ui.widgets.reading import ReadingPane
    from ui.widgets.scale import Level, ScoreScale
    from ui.widgets.summary import SummaryList, SummaryRow, Task, TaskList
    from ui.widgets.tables import Column, DataTable, RowsModel
    from ui.widgets.text import Figure, Heading, Label, Muted, Prose, Rule, Small
    from ui.widgets.trees import Node, Tree

# Each module is loaded when a page first asks for something in it: the window is up sooner.
_HOMES = {
    "buttons": "Button, DangerButton, LinkButton, PrimaryButton, QuietButton",
    "decimals": "DecimalEdit, MoneyEdit",
    "editors": "Choice, DateField, TextArea",
    "fields": "Field",
    "figures": "Legend, Part, PriceCurve, SpreadDots, StackedBar",
    "flow": "FlowRow, TwoUp",
    "frames": "Card, PageHeader, Section",
    "notices": "EmptyState, ErrorSummary, FieldError, NoticeBar, Tag",
    "page": "ScrollPage",
    "reading": "ReadingPane",
    "scale": "Level, ScoreScale",
    "summary": "SummaryList, SummaryRow, Task, TaskList",
    "tables": "Column, DataTable, RowsModel",
    "text": "Figure, Heading, Label, Muted, Prose, Rule, Small",
    "trees": "Node, Tree",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split(", ")}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"ui.widgets has no {name}")
    found = getattr(import_module(f"ui.widgets.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "Button",
    "Card",
    "Choice",
    "Column",
    "DangerButton",
    "DataTable",
    "DateField",
    "DecimalEdit",
    "EmptyState",
    "ErrorSummary",
    "Field",
    "FieldError",
    "Figure",
    "FlowRow",
    "Heading",
    "Label",
    "Legend",
    "Level",
    "LinkButton",
    "MoneyEdit",
    "Muted",
    "Node",
    "NoticeBar",
    "PageHeader",
    "Part",
    "PriceCurve",
    "PrimaryButton",
    "Prose",
    "QuietButton",
    "ReadingPane",
    "RowsModel",
    "Rule",
    "ScoreScale",
    "ScrollPage",
    "Section",
    "Small",
    "SpreadDots",
    "StackedBar",
    "SummaryList",
    "SummaryRow",
    "Tag",
    "Task",
    "TaskList",
    "TextArea",
    "Tree",
    "TwoUp",
]
