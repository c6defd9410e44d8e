"""Every widget with invented data, to look at while building: `python -m ui.gallery [folder]`.

With a folder it paints itself there in every mode, size of text and size of screen.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from ui import theme
from ui import widgets as w
from ui.pictures import grab

ANSWER = (
    "Our Recovery Hub opens six days a week and is led with, not only for, people who have been "
    "through treatment. Two peer-led groups meet weekly at the hub and one at the Sneinton "
    "community centre.\nRecovery capital is measured at entry, at twelve weeks and on leaving, "
    "with the person's own copy of the result. In the last year 412 of 590 people had more of it "
    "on leaving than at entry.\nA weekly drop-in needs no appointment. Volunteers who have been in "
    "recovery for a year may train as mentors; nineteen did last year and seven are now paid staff."
)


@dataclass(frozen=True)
class Ranked:
    """An invented line of a ranking."""

    rank: str
    tender: str
    quality: Decimal
    price: Decimal
    note: str


ROWS = [
    Ranked("1", "Tender B: Wharfside Recovery CIC", Decimal("61.50"), Decimal("27.40"), ""),
    Ranked("2", "Tender A: Lantern Health", Decimal("58.00"), Decimal("30.00"), ""),
    Ranked("3", "Tender C: New Leaf Partnership", Decimal("49.25"), Decimal("28.11"), ""),
    Ranked("–", "Tender D: Harbour Services", Decimal("40.00"), Decimal("26.02"), "Below minimum"),
]
COLUMNS = [
    w.Column("Rank", lambda r: r.rank, "right", 5),
    w.Column("Tender", lambda r: r.tender),
    w.Column("Quality, of 70", lambda r: f"{r.quality:.2f}", "right", 12),
    w.Column("Price, of 30", lambda r: f"{r.price:.2f}", "right", 12),
    w.Column("Total, of 100", lambda r: f"{r.quality + r.price:.2f}", "right", 12),
    w.Column("Note", lambda r: r.note, width=18),
]
LEVELS = [
    w.Level(5, "Excellent", "Answers every point, with evidence for each, and adds to it."),
    w.Level(4, "Good", "Answers every point with evidence; minor gaps only."),
    w.Level(3, "Acceptable", "Answers most points; some evidence is missing."),
    w.Level(2, "Limited", "Leaves out points that matter, or gives little evidence."),
    w.Level(1, "Poor", "Hardly answers the question."),
    w.Level(0, "Nothing", "No answer, or one that has nothing to do with the question."),
]
CRITERIA = [
    w.Node("quality", ("Quality and innovation", "70.0 %", ""), (
        w.Node("q1", ("Q1 Access and engagement", "25.0 %", "750 words")),
        w.Node("q4", ("Q4 Recovery capital", "30.0 %", "750 words"), (
            w.Node("q4a", ("(a) Peer-led groups", "", "")),
            w.Node("q4b", ("(b) Measured outcomes", "", "")),
        )),
        w.Node("q5", ("Q5 Workforce", "15.0 %", "500 words")),
    )),
    w.Node("price", ("Value", "30.0 %", "")),
]  # fmt: skip


def forms() -> w.ScrollPage:
    """Fields, buttons, errors, notices."""
    page = w.ScrollPage("Procurement", "Draft · 3 lots · the evaluation model is not published yet")
    page.header.add_action(w.Button("Import a file…"))
    page.header.add_action(w.PrimaryButton("Publish the model"))
    page.notices.show_notice(
        "The weights of Lot 2 add up to 95.0 %.", "warning", "Bring them to 100.0 %."
    )
    title = w.Field("Title", QLineEdit("Riverside treatment system 2026"))
    budget = w.Field("Budget over the term", w.MoneyEdit(), "Without VAT, all years together.")
    budget.editor.set_value(Decimal("1204000"))
    weight = w.Field("Weight", w.DecimalEdit(1, "%", 0, 100))
    weight.editor.setText("12,55")
    page.errors.show_errors(
        [
            w.FieldError("Weight: give at most 1 decimal place", weight),
            w.FieldError("Reason: say in a sentence why the scale differs", None),
        ]
    )
    left = w.Section("The procurement", "What the notice says.")
    for field in (title, budget, weight):
        left.add(field)
    weight.set_error("Give at most 1 decimal place.")
    left.add(w.Field("Regime", w.Choice([("psr", "Provider Selection Regime"), ("pa", "PA23")])))
    left.add(w.Field("Reason", w.TextArea(3), "In your own words.", optional=True))
    left.add(QCheckBox("Voluntary standstill"))
    left.add(
        w.FlowRow(
            w.PrimaryButton("Save and go on"), w.Button("Back"), w.DangerButton("Abandon…"),
            w.LinkButton("Why is this asked?"), w.QuietButton("Quiet"),
        )
    )  # fmt: skip
    right = w.Card("So far")
    right.add(
        w.SummaryList(
            [
                w.SummaryRow("Authority", "Riverside City Council", "Change"),
                w.SummaryRow("Regime", "Provider Selection Regime, Competitive Process", "Change"),
                w.SummaryRow("Term", "5 years, with 2 + 2 years of extension", "Change"),
                w.SummaryRow("Digest", "b0f1 93aa 77c0"),
            ]
        )
    )
    tags = [w.Tag("Agreed", "ok"), w.Tag("Two apart", "warning"), w.Tag("Recused", "danger")]
    right.add(w.FlowRow(*tags, w.Tag("Not started"), w.Tag("Read only", "info")))
    right.add(
        w.TaskList(
            [
                w.Task("lots", "Set up the lots", "done"),
                w.Task("criteria", "Weigh the criteria", "now", "2 of 3 lots add to 100 %"),
                w.Task("panel", "Name the panel", "blocked", "No service-user representative"),
                w.Task("publish", "Publish the model", "todo"),
            ]
        )
    )
    page.add(w.TwoUp(left, right))
    return page


def figures() -> w.ScrollPage:
    """Tables, trees, bars."""
    page = w.ScrollPage("Result", "Lot 1 · 4 tenders, 3 ranked · price model: lowest proportional")
    table = w.DataTable("Ranking of Lot 1", COLUMNS, ROWS)
    table.fit()
    table.select(1)
    page.add(table)
    tree = w.Tree("Award criteria", ["Criterion", "Weight", "Answer"], CRITERIA, right=[1])
    tree.setMinimumHeight(300)
    tree.select("q4")
    bars = w.Section("Totals by criterion")
    for row in ROWS[:3]:
        bars.add(w.Small(row.tender))
        parts = [
            w.Part("Access", Decimal("20"), "20.0"),
            w.Part("Recovery", row.quality - 34, f"{row.quality - 34:.1f}"),
            w.Part("Workforce", Decimal("14"), "14.0"),
            w.Part("Price", row.price, f"{row.price:.1f}"),
        ]
        bars.add(w.StackedBar(row.tender, parts, 100))
    bars.add(w.Label("Spread of the scores"))
    bars.add(w.SpreadDots(0, 5, [("Commissioner", 4), ("Clinician", 3), ("Finance", 4)]))
    page.add(w.TwoUp(tree, bars, (1, 1)))
    page.add(w.EmptyState("No tenders yet.", "Import them when they are opened.", "Import…"))
    return page


def desk() -> w.ScrollPage:
    """The scoring desk's parts."""
    page = w.ScrollPage("Question 4 of 16 · Recovery capital", "Tender B · Lot 2 · 31 of 64 done")
    answer = w.Section("Answer", "612 of 750 words")
    answer.add(w.ReadingPane(ANSWER * 3), 1)
    score = w.Section("Your score")
    scale = score.add(w.ScoreScale(LEVELS, "Your score"))
    scale.set_value(4)
    score.add(w.Field("Why this score", w.TextArea(5)))
    page.add(w.TwoUp(answer, score), 1)
    return page


PAGES = {"forms": forms, "figures": figures, "desk": desk}


def main(folder: Path | None) -> None:
    """Show the gallery, or paint it into a folder."""
    app = QApplication.instance() or QApplication(sys.argv)
    if folder is None:
        from PySide6.QtWidgets import QTabWidget

        theme.apply(app, theme.Theme())
        tabs = QTabWidget()
        for name, build in PAGES.items():
            tabs.addTab(build(), name.capitalize())
        tabs.resize(1280, 800)
        tabs.show()
        app.exec()
        return
    for mode in ("light", "dark", "contrast"):
        for text in (1.0, 2.0):
            theme.apply(app, theme.Theme(mode, text))
            for name, build in PAGES.items():
                page: QWidget = build()
                grab(page, folder / f"{name}-{mode}-{int(text * 100)}.png", (1130, 720))
                page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
