"""The award report: what was bought, how it was judged, who judged, the result and every reason.

Holds what PSR reg 24 asks to be recorded: the decision-making process, who decided, how the criteria
were evaluated, the reasons, and how declared interests were managed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.platypus import PageBreak, Spacer

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.procurement import Decision, State
from tender_eval.domain.values import money
from tender_eval.reports.design import Contents, Marked, build, strong, summary, table, text
from tender_eval.reports.look import H2, LEAD, SMALL, TITLE, load_fonts
from tender_eval.reports.reasons import reasons, scores_appendix
from tender_eval.reports.report_model import model_section
from tender_eval.reports.report_people import people_section
from tender_eval.reports.results import lot_section
from tender_eval.reports.words import day, moment

DRAFT = "Draft – not a decision"


def write_award_report(dossier: Dossier, path: Path) -> None:
    """Write the report as PDF. Raises StoreError."""
    load_fonts()
    opening = _opening(dossier)
    rest: list[Any] = [
        PageBreak(),
        *model_section(dossier),
        *people_section(dossier),
        PageBreak(),
        *_results(dossier),
        *_decisions(dossier),
        PageBreak(),
        Marked("Reasons for each consensus score"),
        *reasons(dossier),
        PageBreak(),
        Marked("Appendix: individual scores before moderation"),
        *scores_appendix(dossier),
    ]
    title = f"Award report: {dossier.record.procurement.title}"
    story = [*opening, text("Contents", H2), Contents([*opening, *rest]), *rest]
    build(dossier, title, story, path, banner=_standing(dossier))


def _standing(dossier: Dossier) -> str:
    """What must be said on every page of a report that is no decision; empty for one that is."""
    state = dossier.record.procurement.state
    if state is State.ABANDONED:
        return "Abandoned – no award"
    chosen = {recommendation.lot for recommendation in dossier.record.recommendations}
    every = bool(dossier.results) and all(result.lot in chosen for result in dossier.results)
    decided = state.reached(State.APPROVED) and dossier.version > 0 and every
    return "" if decided else DRAFT


def _opening(dossier: Dossier) -> list[Any]:
    record, procurement = dossier.record, dossier.record.procurement
    status = _standing(dossier)
    story: list[Any] = [
        text("Award report" + (f" · {status}" if status else ""), LEAD),
        text(procurement.title, TITLE),
        text(", ".join(a.name for a in procurement.authorities), LEAD),
        Spacer(1, 6),
        summary(
            [
                ("Reference", procurement.reference),
                ("Regime", f"{procurement.regime.label}; {procurement.process}"),
                ("Subject", f"CPV {procurement.cpv}" if procurement.cpv else ""),
                ("Contract", _contract(dossier)),
                ("Where it stands", procurement.state.label),
                ("Criteria in full", procurement.full_criteria_at),
                ("Report made", f"{moment(dossier.made_at)} by {dossier.made_by}"),
            ]
        ),
        Marked("Summary"),
    ]
    if procurement.state is State.ABANDONED:
        story.append(strong("Abandoned:", procurement.abandoned_reason or "no reason recorded"))
    if procurement.description:
        story.append(text(procurement.description))
    rows = []
    for result in dossier.results:
        chosen = next((r for r in record.recommendations if r.lot == result.lot), None)
        winner = next((t for t in result.tenders if chosen and t.tender == chosen.tender), None)
        name = winner.supplier if winner else ("No award" if chosen else "Not yet recommended")
        rows.append(
            [
                text(result.title, SMALL),
                text(name, SMALL),
                money(winner.price) if winner and winner.price is not None else "–",
                str(winner.total) if winner else "–",
                f"{len(result.ranked)} of {len(result.tenders)}",
            ]
        )
    story.append(
        table(
            ["Lot", "Recommended for award", "Price", "Total", "Tenders ranked"],
            rows,
            [34, 34, 18, 11, 17],
            right=(2, 3, 4),
            empty="No tender has been entered yet.",
        )
    )
    approved = [d for d in record.decisions if d.step == "approved"]
    for decision in approved:
        story.append(strong("Approved:", f"{decision.by}, {moment(decision.at)}."))
    for result in dossier.results:
        for warning in result.warnings:
            story.append(strong(f"To know, {result.title}:", warning))
    if dossier.standstill is not None:
        story.append(
            strong(
                "Standstill:",
                f"from {day(dossier.standstill.first)} to midnight at the end of "
                f"{day(dossier.standstill.last)} ({dossier.standstill.source}).",
            )
        )
    return story


def _contract(dossier: Dossier) -> str:
    contract = dossier.record.procurement.contract
    if contract.starts is None:
        return ""
    extension = f"; extension {contract.extension}" if contract.extension else ""
    return f"{day(contract.starts)} to {day(contract.ends)}{extension}"


def _results(dossier: Dossier) -> list[Any]:
    story: list[Any] = [Marked("Results")]
    if not dossier.results:
        story.append(text("No tender has been entered yet."))
    for result in dossier.results:
        story += lot_section(dossier, result)
    return story


def _step(decision: Decision) -> list[object]:
    step = decision.step.replace("-", " ").replace(":", ": ").capitalize()
    notice = day(decision.notice_date) if decision.notice_date else "–"
    return [step, decision.by, moment(decision.at), decision.reason, notice]


def _decisions(dossier: Dossier) -> list[Any]:
    record = dossier.record
    story: list[Any] = [Marked("Decisions and dates")]
    titles = {lot.key: lot.title for lot in dossier.model.lots}
    for recommendation in record.recommendations:
        story.append(
            strong(
                f"{titles.get(recommendation.lot, recommendation.lot)}:",
                f"{recommendation.reason} ({recommendation.by}, {moment(recommendation.at)})",
            )
        )
    if not record.recommendations:
        story.append(text("No award has been recommended yet."))
    story += [
        Marked("Steps taken", 1),
        table(
            ["Step", "By", "When", "Reason", "Notice"],
            [_step(decision) for decision in record.decisions],
            [22, 26, 28, 38, 22],
            wrap=(0, 1, 2, 3, 4),
            empty="No decision has been recorded yet.",
        ),
        Marked("Timetable", 1),
        table(
            ["Milestone", "Date", "Note"],
            [[m.title, day(m.date), m.note] for m in record.procurement.timetable],
            [40, 36, 44],
            wrap=(0, 2),
            empty="No dates have been set yet.",
        ),
    ]
    if dossier.standstill is not None:
        story += [
            Marked("The standstill, day by day", 1),
            text(f"Counted under {dossier.standstill.source}."),
            table(
                ["Day", "Counted as", "Why not"],
                [
                    [day(d.date), str(d.counted) if d.counted else "–", d.why_not]
                    for d in dossier.standstill.days
                ],
                [44, 20, 56],
                wrap=(2,),
            ),
        ]
    return story
