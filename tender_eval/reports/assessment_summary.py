"""The assessment summary of one tender, by the procurement's regime.

Provider Selection Regime: the letter of Schedule 9 to SI 2023/1348, exactly five things, or the
letter to the provider that is chosen (reg 12). Procurement Act 2023: SI 2024/692 reg 31. Older
procurements: SI 2015/102 reg 86. One file per tender covers each lot it bid for. No tender is set
beside another; internal notes and individual scores never leave.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tender_eval.domain.award import LotResult
from tender_eval.domain.dossier import Dossier
from tender_eval.domain.errors import Blocked, NotFound, Obstacle
from tender_eval.domain.model import Regime
from tender_eval.domain.procurement import Supplier
from tender_eval.reports.design import Marked, build, strong, summary, text
from tender_eval.reports.letters import (
    assessed,
    available,
    chosen,
    criteria,
    not_chosen,
    place,
    recommended,
    scores,
)
from tender_eval.reports.look import H2, H3, LEAD, SMALL, TITLE, load_fonts
from tender_eval.reports.words import day


def summary_name(dossier: Dossier, tender: str) -> str:
    """The file's name: `assessment-summary-brightwater-recovery-cic.pdf`."""
    record = dossier.record
    names = {t.key: _slug(record.supplier_name(t.key)) for t in record.tenders}
    mine = names[tender]
    alike = sum(name == mine for name in names.values()) > 1
    suffix = f"-{_slug(tender)}" if alike else ""
    return f"assessment-summary-{mine}{suffix}.pdf"


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or "tender"


def write_assessment_summary(dossier: Dossier, tender: str, path: Path) -> None:
    """Write one tender's summary. Raises Blocked naming what is still missing, or StoreError."""
    if all(t.key != tender for t in dossier.record.tenders):
        raise NotFound("There is no such tender.", where=tender)
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
        story += _provider_selection(dossier, tender, lots)
    else:
        story += _by_lot(dossier, tender, lots)
    # A letter to a bidder says nothing of the buyer's own records but which procurement it is of.
    reference = procurement.reference or procurement.key
    title = f"Assessment summary for {supplier.name}"
    build(dossier, title, story, path, footer=f"{reference} · {procurement.title}")


def _check(dossier: Dossier, lots: list[LotResult]) -> None:
    obstacles = []
    if not lots:
        obstacles.append(Obstacle("This tender offers for no lot that has a result."))
    for lot in lots:
        if all(r.lot != lot.lot for r in dossier.record.recommendations):
            obstacles.append(Obstacle(f"No recommendation yet for {lot.title}.", page="result"))
    regime = dossier.record.procurement.regime
    if regime is not Regime.BELOW_THRESHOLD and dossier.standstill is None:
        what = "contract award notice" if regime is Regime.PA23 else "notice of intention"
        obstacles.append(
            Obstacle(f"The {what} has no date.", "Set it in the timetable.", "procurement")
        )
    if obstacles:
        raise Blocked("The assessment summary cannot be written yet.", obstacles)


def _supplier(dossier: Dossier, tender: str) -> Supplier:
    key = next(t.supplier for t in dossier.record.tenders if t.key == tender)
    return next(s for s in dossier.record.suppliers if s.key == key)


def _won(dossier: Dossier, tender: str, lot: LotResult) -> bool:
    winner = chosen(dossier, lot)
    return winner is not None and winner.tender == tender


def _title(dossier: Dossier, tender: str, lots: list[LotResult]) -> str:
    won = [lot for lot in lots if _won(dossier, tender, lot)]
    if not won:
        return "Outcome of your tender"
    whole = len(won) == len(lots)
    return "Your tender was successful" if whole else "Outcome of your tender by lot"


def _provider_selection(dossier: Dossier, tender: str, lots: list[LotResult]) -> list[Any]:
    won = [lot for lot in lots if _won(dossier, tender, lot)]
    lost = [lot for lot in lots if lot not in won]
    if not lost:
        return _success(dossier, won)
    if not won:
        return _schedule_nine(dossier, tender, lost)
    titles = "; ".join(lot.title for lot in won)
    return [
        strong("We intend to award you:", f"{titles}. Your scores for it are in the annex."),
        *_schedule_nine(dossier, tender, lost),
        text("Annex. What we intend to award you", H2),
        *_won_scores(dossier, won),
    ]


def _success(dossier: Dossier, lots: list[LotResult]) -> list[Any]:
    """The letter to the chosen provider: the intention, why, and until when nothing is signed."""
    story: list[Any] = [text("1. What we intend to award", H2), text(_contract(dossier))]
    story.append(text("; ".join(lot.title for lot in lots)))
    story += [text("2. The award criteria and your scores", H2)]
    story += _won_scores(dossier, lots)
    story.append(text("3. The standstill", H2))
    if dossier.standstill is not None:
        counted = dossier.standstill
        story.append(
            text(
                f"First day: {day(counted.first)}. Last day: {day(counted.last)}, until midnight at "
                "the end of it. If representations are made, no contract is signed until they "
                "have been answered. This letter is no contract."
            )
        )
    return story


def _won_scores(dossier: Dossier, lots: list[LotResult]) -> list[Any]:
    story: list[Any] = []
    for lot in lots:
        winner = chosen(dossier, lot)
        if winner is not None:
            story += [
                text(lot.title, H3),
                text(recommended(dossier, lot)),
                text(place(winner)),
                scores(dossier, lot, winner),
            ]
    return story


def _contract(dossier: Dossier) -> str:
    procurement = dossier.record.procurement
    return f"{procurement.title}, reference {procurement.reference or procurement.key}"


def _schedule_nine(dossier: Dossier, tender: str, lots: list[LotResult]) -> list[Any]:
    """Title and reference, award criteria, why the winner won, why this provider lost, the days."""
    story: list[Any] = [
        text("1. The contract", H2),
        text(_contract(dossier)),
        text("2. The award criteria", H2),
    ]
    for lot in lots:
        story += [text(lot.title, H3), criteria(lot)]
    story.append(text("3. Why the successful provider was chosen", H2))
    for lot in lots:
        winner = chosen(dossier, lot)
        name = f"{winner.supplier}. " if winner else "No award is made for this lot. "
        story += [text(lot.title, H3), text(f"{name}{recommended(dossier, lot)}")]
        if winner is not None:
            story += [text(place(winner)), scores(dossier, lot, winner)]
    story.append(text("4. Why your tender was not chosen", H2))
    for lot in lots:
        mine = next(t for t in lot.tenders if t.tender == tender)
        story += [text(lot.title, H3), text(f"{place(mine)} {not_chosen(dossier, lot, mine)}")]
        if assessed(mine):
            story.append(scores(dossier, lot, mine))
    return [*story, text("5. The days for representations", H2), *_representations(dossier)]


def _representations(dossier: Dossier) -> list[Any]:
    counted = dossier.standstill
    if counted is None:
        return []
    contacts = [a.email for a in dossier.record.procurement.authorities if a.email]
    where = f" to {contacts[0]}" if contacts else ""
    return [
        text(
            f"First day: {day(counted.first)}. Last day: {day(counted.last)}, until midnight at "
            f"the end of it. Representations are made in writing{where}."
        )
    ]


def _by_lot(dossier: Dossier, tender: str, lots: list[LotResult]) -> list[Any]:
    """SI 2024/692 reg 31: per lot the criteria, this tender, and the most advantageous one."""
    procurement = dossier.record.procurement
    story: list[Any] = [
        text(_contract(dossier)),
        text(f"Given under: {_given_under(procurement.regime)}.", SMALL),
    ]
    if procurement.full_criteria_at:
        story.append(strong("The criteria in full:", procurement.full_criteria_at))
    for lot in lots:
        mine = next(t for t in lot.tenders if t.tender == tender)
        winner, won = chosen(dossier, lot), _won(dossier, tender, lot)
        story += [
            Marked(lot.title),
            text("The award criteria", H2),
            criteria(lot),
            *available(dossier, lot),
            text("Your tender: the most advantageous" if won else "Your tender", H2),
        ]
        if won:
            story += [_identity(dossier, tender), text(recommended(dossier, lot))]
        why = "" if won else not_chosen(dossier, lot, mine)
        story += [text(f"{place(mine)} {why}"), scores(dossier, lot, mine)]
        if winner is None:
            story += [text("No award is made", H2), text(recommended(dossier, lot))]
        elif not won:
            story += [
                text(_other(procurement.regime), H2),
                _identity(dossier, winner.tender),
                text(recommended(dossier, lot)),
                text(place(winner)),
                scores(dossier, lot, winner),
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


def _other(regime: Regime) -> str:
    if regime is Regime.PCR2015:
        return "The characteristics and relative advantages of the tender selected"
    return "The most advantageous tender"


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
