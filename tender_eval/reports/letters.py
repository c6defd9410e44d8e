"""The parts a letter to a bidder is built of: criteria, scores with their explanations, reasons.

Only what is written for release is used: a consensus score's reason, strengths and weaknesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tender_eval.domain.award import LotResult, Part, TenderResult
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.model import Kind
from tender_eval.domain.procurement import Consensus
from tender_eval.domain.values import money, plain
from tender_eval.reports.design import indented, strong, table
from tender_eval.reports.words import price_formula, rounding, weight


def recommended(dossier: Dossier, lot: LotResult) -> str:
    """The recorded reason of the recommendation for a lot."""
    return next(r.reason for r in dossier.record.recommendations if r.lot == lot.lot)


def chosen(dossier: Dossier, lot: LotResult) -> TenderResult | None:
    """The tender recommended for a lot; None where no award is made."""
    tender = next(r.tender for r in dossier.record.recommendations if r.lot == lot.lot)
    return next((t for t in lot.tenders if t.tender == tender), None)


def criteria(lot: LotResult) -> Any:
    """Each criterion's title and relative importance in the lot."""
    rows: list[list[object]] = []
    bold: list[int] = []
    for depth, part in _lines(lot.tenders[0]):
        if depth == 0:
            bold.append(len(rows))
        rows.append([indented(part.title, depth, bold=depth == 0), weight(part.overall)])
    return table(["Criterion", "Relative importance"], rows, [90, 26], right=(1,), bold_rows=bold)


def available(dossier: Dossier, lot: LotResult) -> list[Any]:
    """How each criterion was to be scored and which scores there were (SI 2024/692 reg 31)."""
    model = dossier.model
    asked: dict[str, list[str]] = {}
    for question in model.questions(lot.lot):
        asked.setdefault(model.scale_of(question).key, []).append(question.title)
    parts: list[Any] = []
    for scale in model.scales:
        if scale.key not in asked:
            continue
        levels = "; ".join(f"{plain(v.value)} {v.name}" for v in scale.levels)
        whose = f" for {', '.join(asked[scale.key])}" if len(asked) > 1 else ""
        parts.append(strong(f"Scores available{whose}:", f"{levels}."))
    parts.append(
        strong("How marks are worked out:", f"weight × score ÷ best score. {rounding(model)}")
    )
    parts.append(strong("Price:", price_formula(model.lot(lot.lot))))
    return parts


def place(tender: TenderResult) -> str:
    """A tender's own figures, beside nobody else's."""
    if tender.out:
        return "It was not ranked. " + " ".join(tender.out)
    return f"Total {tender.total} of 100: quality {tender.quality}, price {tender.price_score}."


def not_chosen(dossier: Dossier, lot: LotResult, mine: TenderResult) -> str:
    """Why the contract is not awarded to a tender, beyond what its own scores explain."""
    winner = chosen(dossier, lot)
    if winner is None:
        return "No award is made for this lot."
    if mine.out:
        return ""
    if mine.total == winner.total:
        tie = next((t for t in dossier.record.ties if t.lot == lot.lot), None)
        decided = f" {tie.reason}" if tie else " It was broken by the published rules."
        return f"The totals were equal.{decided}"
    if mine.total > winner.total:
        return "The reasons for the recommendation are given above."
    return "The award is recommended to the tender with the highest total."


def assessed(tender: TenderResult) -> bool:
    """Whether any of a tender's answers was scored."""
    return any(part.score is not None for _, part in _lines(tender))


def scores(dossier: Dossier, lot: LotResult, tender: TenderResult) -> Any:
    """Each criterion with its score and its explanation, sub-totals and the total."""
    agreed = {c.question: c for c in dossier.record.consensus if c.tender == tender.tender}
    rows: list[list[object]] = []
    bold: list[int] = []
    for depth, part in _lines(tender):
        if depth == 0:
            bold.append(len(rows))
        score, why = "", ""
        if part.kind is Kind.QUESTION and part.best is not None:
            score = "–" if part.score is None else f"{plain(part.score)} of {plain(part.best)}"
            why = _explanation(agreed.get(part.key))
        if part.kind is Kind.PRICE:
            why = _price(dossier, lot, tender)
        marks = f"{part.weighted} of {weight(part.overall).removesuffix(' %')}"
        rows.append([indented(part.title, depth, bold=depth == 0), score, marks, why])
    bold.append(len(rows))
    rows.append(["Total", "", f"{tender.total} of 100", ""])
    return table(
        ["Criterion", "Score", "Marks", "Explanation"],
        rows,
        [28, 10, 18, 62],
        right=(1, 2),
        wrap=(3,),
        bold_rows=bold,
    )


def _price(dossier: Dossier, lot: LotResult, tender: TenderResult) -> str:
    if tender.price is None:
        return "No price was offered."
    if tender.out:
        return f"Price {money(tender.price)}. Not scored, as the tender was not ranked."
    model = dossier.model.lot(lot.lot).price_model
    return f"Price {money(tender.price)}. {model.kind.label}: {model.formula}."


def _explanation(consensus: Consensus | None) -> str:
    if consensus is None:
        return "Not assessed."
    parts = [consensus.reason]
    if consensus.strengths:
        parts.append(f"Strengths: {consensus.strengths}")
    if consensus.weaknesses:
        parts.append(f"Weaknesses: {consensus.weaknesses}")
    return "\n".join(parts)


def _lines(tender: TenderResult) -> Iterator[tuple[int, Part]]:
    def down(part: Part, depth: int) -> Iterator[tuple[int, Part]]:
        yield depth, part
        for child in part.parts:
            yield from down(child, depth + 1)

    for root in tender.parts:
        yield from down(root, 0)
