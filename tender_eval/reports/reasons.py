"""The record of moderation on paper: for each answer the consensus, why, and why it moved."""

from __future__ import annotations

from typing import Any

from tender_eval.domain.dossier import Dossier
from tender_eval.domain.procurement import Consensus, Score
from tender_eval.domain.values import plain
from tender_eval.reports.design import Marked, strong, table, text
from tender_eval.reports.look import H3, SMALL, SMALL_MUTED
from tender_eval.reports.words import moment


def reasons(dossier: Dossier) -> list[Any]:
    """Every consensus with its reason, tender by tender, in published order."""
    record = dossier.record
    names = _names(dossier)
    given: dict[tuple[str, str], list[Score]] = {}
    for score in record.scores:
        given.setdefault((score.tender, score.question), []).append(score)
    agreed = {(c.tender, c.question): c for c in record.consensus}
    story: list[Any] = []
    if not agreed:
        return [text("No consensus has been recorded yet.")]
    for tender in record.tenders:
        story.append(Marked(record.supplier_name(tender.key), 1))
        for node in dossier.model.walk():
            consensus = agreed.get((tender.key, node.key))
            if consensus is None:
                continue
            best = plain(dossier.model.scale_of(node).maximum)
            story.append(text(f"{node.title}: {plain(consensus.value)} of {best}", H3))
            story += _one(consensus, given.get((tender.key, node.key), []), names)
    return story


def _one(consensus: Consensus, scores: list[Score], names: dict[str, str]) -> list[Any]:
    story: list[Any] = [text(consensus.reason, SMALL)]
    if consensus.strengths:
        story.append(strong("Strengths:", consensus.strengths, SMALL))
    if consensus.weaknesses:
        story.append(strong("Weaknesses:", consensus.weaknesses, SMALL))
    before = ", ".join(f"{names.get(s.member, s.member)} {plain(s.value)}" for s in scores)
    if before:
        story.append(strong("Before the meeting:", before, SMALL))
    for movement in consensus.movements:
        score = next((s for s in scores if s.member == movement.member), None)
        was = plain(score.value) if score else "–"
        story.append(
            strong(
                f"Why {plain(consensus.value)} and not {was} ({names.get(movement.member, movement.member)}):",
                movement.reason,
                SMALL,
            )
        )
    for dissent in consensus.dissent:
        story.append(
            strong(
                f"{names.get(dissent.member, dissent.member)} does not agree:",
                dissent.reason,
                SMALL,
            )
        )
    present = ", ".join(names.get(key, key) for key in consensus.present)
    story.append(
        text(
            f"Present: {present or 'not recorded'}. Recorded by "
            f"{consensus.recorded_by or 'not recorded'}, {moment(consensus.at)}.",
            SMALL_MUTED,
        )
    )
    return story


def _names(dossier: Dossier) -> dict[str, str]:
    return {member.key: member.name for member in dossier.record.panel}


def scores_appendix(dossier: Dossier) -> list[Any]:
    """Every individual score and reason as it was before the meeting, a table a tender."""
    record = dossier.record
    if not record.scores:
        return [text("No individual score is shown at this step.")]
    names = _names(dossier)
    order = {node.key: n for n, node in enumerate(dossier.model.walk())}
    titles = {node.key: node.title for node in dossier.model.walk()}
    places = {member.key: n for n, member in enumerate(record.panel)}
    story: list[Any] = []
    for tender in record.tenders:
        scores = sorted(
            (s for s in record.scores if s.tender == tender.key),
            key=lambda s: (order.get(s.question, len(order)), places.get(s.member, 0)),
        )
        if not scores:
            continue
        story += [
            Marked(record.supplier_name(tender.key), 1),
            table(
                ["Question", "Member", "Score", "Reason"],
                [
                    [titles.get(s.question, s.question), names.get(s.member, s.member), plain(s.value),
                     f"{s.rationale} {s.evidence}".strip()]
                    for s in scores
                ],
                [28, 22, 9, 62],
                right=(2,),
                wrap=(0, 1, 3),
            ),
        ]  # fmt: skip
    return story
