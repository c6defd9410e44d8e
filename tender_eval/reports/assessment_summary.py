"""The assessment summary of one tender, by the procurement's regime.

Provider Selection Regime: the letter of Schedule 9 to SI 2023/1348, exactly five things. Procurement
Act 2023: SI 2024/692 reg 31. Older procurements: SI 2015/102 reg 86. One file per tender covers each
lot it bid for; internal notes and individual scores never leave.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tender_eval.domain.award import LotResult, TenderResult
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.errors import Blocked, Obstacle
from tender_eval.domain.model import EvaluationModel, Kind, Regime
from tender_eval.domain.procurement import Consensus, Supplier
from tender_eval.domain.values import plain
from tender_eval.reports.design import (
    BODY,
    H2,
    H3,
    LEAD,
    SMALL,
    TITLE,
    Marked,
    build,
    indented,
    load_fonts,
    strong,
    summary,
    table,
    text,
)
from tender_eval.reports.words import day, weight


def summary_name(dossier: Dossier, tender: str) -> str:
    """The file's name: `assessment-summary-brightwater-recovery-cic.pdf`."""
    name = re.sub(r"[^a-z0-9]+", "-", dossier.record.supplier_name(tender).lower()).strip("-")
    same = [
        t.key
        for t in dossier.record.tenders
        if t.key != tender
        and dossier.record.supplier_name(t.key) == dossier.record.supplier_name(tender)
    ]
    suffix = f"-{tender}" if same else ""
    return f"assessment-summary-{name[:60] or 'tender'}{suffix}.pdf"


def write_assessment_summary(dossier: Dossier, tender: str, path: Path) -> None:
    """Write one tender's summary. Raises Blocked naming what is still missing, or StoreError."""
    lots = [r for r in dossier.results if any(t.tender == tender for t in r.tenders)]
    _check(dossier, lots)
    load_fonts()
    procurement = dossier.record.procurement
    supplier = _supplier(dossier, tender)
    story: list[Any] = [
        text(procurement.lead_authority or "The authority", LEAD),
        text(_title(dossier, tender, lots), TITLE),
        summary([("To", supplier.name), ("Address", supplier.address)]),
    ]
    if procurement.regime is Regime.PSR:
        story += _schedule_nine(dossier, tender, lots)
    else:
        story += _regulation_thirty_one(dossier, tender, lots)
    # A letter to a bidder says nothing of the buyer's own records but which procurement it is of.
    build(dossier, f"Assessment summary for {supplier.name}", story, path)


def _check(dossier: Dossier, lots: list[LotResult]) -> None:
    obstacles = []
    recommended = {r.lot for r in dossier.record.recommendations}
    for lot in lots:
        if lot.lot not in recommended:
            obstacles.append(Obstacle(f"No recommendation yet for {lot.title}.", page="result"))
    needs_dates = dossier.record.procurement.regime is not Regime.BELOW_THRESHOLD
    if needs_dates and dossier.standstill is None:
        obstacles.append(
            Obstacle(
                "The notice of the intended award has no date, so the days for representations "
                "cannot be counted.",
                "Set it in the timetable.",
                "procurement",
            )
        )
    if obstacles:
        raise Blocked("The assessment summary cannot be written yet.", obstacles)


def _supplier(dossier: Dossier, tender: str) -> Supplier:
    key = next(t.supplier for t in dossier.record.tenders if t.key == tender)
    return next(s for s in dossier.record.suppliers if s.key == key)


def _winner(dossier: Dossier, lot: LotResult) -> TenderResult | None:
    chosen = next(r.tender for r in dossier.record.recommendations if r.lot == lot.lot)
    return next((t for t in lot.tenders if t.tender == chosen), None)


def _title(dossier: Dossier, tender: str, lots: list[LotResult]) -> str:
    won = [lot for lot in lots if (w := _winner(dossier, lot)) and w.tender == tender]
    if not won:
        return "Outcome of your tender"
    return (
        "Your tender was successful" if len(won) == len(lots) else "Outcome of your tender by lot"
    )


def _schedule_nine(dossier: Dossier, tender: str, lots: list[LotResult]) -> list[Any]:
    procurement = dossier.record.procurement
    story: list[Any] = [
        text("1. The contract", H2),
        text(f"{procurement.title}, reference {procurement.reference}"),
        text("2. The award criteria", H2),
    ]
    for lot in lots:
        story += [text(lot.title, H3), _criteria(lot)]
    story.append(text("3. Why the successful provider was chosen", H2))
    for lot in lots:
        winner = _winner(dossier, lot)
        story.append(text(lot.title, H3))
        if winner is None:
            story.append(text(_recommended(dossier, lot)))
            continue
        story.append(text(f"{winner.supplier}. {_recommended(dossier, lot)}"))
        story.append(_scores(dossier, winner))
    story.append(text("4. Why your tender was or was not chosen", H2))
    for lot in lots:
        mine = next(t for t in lot.tenders if t.tender == tender)
        winner = _winner(dossier, lot)
        story.append(text(lot.title, H3))
        if winner is not None and winner.tender == tender:
            story.append(text("Your tender was chosen; the reasons are under 3."))
            continue
        story.append(text(_place(mine, lot)))
        story.append(_scores(dossier, mine))
    story += [text("5. The days for representations", H2), *_representations(dossier)]
    return story


def _representations(dossier: Dossier) -> list[Any]:
    counted = dossier.standstill
    if counted is None:
        return [text("No standstill applies.")]
    contacts = [a.email for a in dossier.record.procurement.authorities if a.email]
    where = f" to {contacts[0]}" if contacts else ""
    return [
        text(
            f"First day: {day(counted.first)}. Last day: {day(counted.last)}, until midnight at "
            f"the end of it. Representations are made in writing{where}."
        )
    ]


def _regulation_thirty_one(dossier: Dossier, tender: str, lots: list[LotResult]) -> list[Any]:
    procurement = dossier.record.procurement
    story: list[Any] = [
        text(f"{procurement.title}, reference {procurement.reference}"),
        text(f"Given under: {_given_under(procurement.regime)}.", SMALL),
    ]
    if procurement.full_criteria_at:
        story.append(strong("The criteria in full:", procurement.full_criteria_at))
    for lot in lots:
        winner = _winner(dossier, lot)
        mine = next(t for t in lot.tenders if t.tender == tender)
        story += [
            Marked(lot.title),
            text("The award criteria", H2),
            _criteria(lot),
            _available(dossier.model),
        ]
        won = winner is not None and winner.tender == tender
        story.append(text("Your tender" + (": most advantageous" if won else ""), H2))
        if won:
            story.append(_identity(dossier, tender))
        story += [text(_place(mine, lot)), _scores(dossier, mine)]
        if winner is None:
            story += [text("The most advantageous tender", H2), text(_recommended(dossier, lot))]
        elif not won:
            story += [
                text("The most advantageous tender", H2),
                _identity(dossier, winner.tender),
                text(_recommended(dossier, lot)),
                _scores(dossier, winner),
            ]
    if dossier.standstill is not None:
        counted = dossier.standstill
        story += [
            text("Standstill", H2),
            text(
                f"From {day(counted.first)} until midnight at the end of {day(counted.last)} "
                f"({counted.source})."
            ),
        ]
    return story


def _given_under(regime: Regime) -> str:
    return {
        Regime.PA23: "Procurement Regulations 2024 (SI 2024/692), reg 31",
        Regime.PCR2015: "Public Contracts Regulations 2015 (SI 2015/102), reg 86",
    }.get(regime, "the authority's own rules")


def _identity(dossier: Dossier, tender: str) -> Any:
    supplier = _supplier(dossier, tender)
    return summary(
        [
            ("Supplier", supplier.name),
            ("Postal address", supplier.address),
            ("E-mail", supplier.email),
            ("Unique identifier", supplier.identifier),
        ]
    )


def _criteria(lot: LotResult) -> Any:
    rows: list[list[object]] = []
    bold: list[int] = []
    for root in lot.tenders[0].parts:
        bold.append(len(rows))
        for depth, part in _walk(root, 0):
            rows.append([indented(part.title, depth, bold=depth == 0), weight(part.overall)])
    return table(["Criterion", "Relative importance"], rows, [90, 26], right=(1,), bold_rows=bold)


def _walk(part: Any, depth: int) -> Any:
    yield depth, part
    for child in part.parts:
        yield from _walk(child, depth + 1)


def _available(model: EvaluationModel) -> Any:
    scale = model.scales[0]
    levels = "; ".join(f"{plain(v.value)} {v.name}" for v in scale.levels)
    return strong("Scores available:", f"{levels}.", BODY)


def _recommended(dossier: Dossier, lot: LotResult) -> str:
    return next(r.reason for r in dossier.record.recommendations if r.lot == lot.lot)


def _place(mine: TenderResult, lot: LotResult) -> str:
    if mine.out:
        return "It was not ranked. " + " ".join(mine.out)
    return (
        f"Total {mine.total} of 100: quality {mine.quality}, price {mine.price_score}. "
        f"Place {mine.rank} of {len(lot.ranked)}."
    )


def _scores(dossier: Dossier, tender: TenderResult) -> Any:
    agreed: dict[str, Consensus] = {
        c.question: c for c in dossier.record.consensus if c.tender == tender.tender
    }
    rows: list[list[object]] = []
    bold: list[int] = []
    for root in tender.parts:
        bold.append(len(rows))
        for depth, part in _walk(root, 0):
            score, why = "", ""
            if part.kind is Kind.QUESTION:
                score = "–" if part.score is None else f"{plain(part.score)} of {plain(part.best)}"
                why = _explanation(agreed.get(part.key))
            rows.append(
                [indented(part.title, depth, bold=depth == 0), score, str(part.weighted), why]
            )
    bold.append(len(rows))
    rows.append(["Total", "", str(tender.total), ""])
    return table(
        ["Criterion", "Score", "Weighted", "Explanation"],
        rows,
        [30, 11, 13, 64],
        right=(1, 2),
        wrap=(3,),
        bold_rows=bold,
    )


def _explanation(consensus: Consensus | None) -> str:
    if consensus is None:
        return "Not assessed."
    parts = [consensus.reason]
    if consensus.strengths:
        parts.append(f"Strengths: {consensus.strengths}")
    if consensus.weaknesses:
        parts.append(f"Weaknesses: {consensus.weaknesses}")
    return " ".join(parts)
