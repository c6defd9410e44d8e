"""What each person may see. Asked here once, never worked out again on a page."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from tender_eval.domain.panel import recused
from tender_eval.domain.people import Recusal, Role
from tender_eval.domain.procurement import Record, State, Tender


class Post(StrEnum):
    """What a person is here for."""

    LEAD = "lead"
    MODERATOR = "moderator"
    MEMBER = "member"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The post in words."""
        return {
            Post.LEAD: "Procurement lead",
            Post.MODERATOR: "Moderator",
            Post.MEMBER: "Panel member",
            Post.AUDITOR: "Auditor",
        }[self]


def moderation_opened(record: Record) -> bool:
    """Whether individual scores may be seen by others: from moderation on.

    An abandoned procurement counts as opened only if moderation had been.
    """
    state = record.procurement.state
    if state is State.ABANDONED:
        return any(d.step == State.MODERATION for d in record.decisions)
    return state.reached(State.MODERATION)


def visible(record: Record, post: Post, member: str | None) -> Record:
    """The record as this person may see it. Until moderation opens nobody is shown another's score."""
    if post is Post.MEMBER:
        return _for_member(record, member)
    if post is Post.AUDITOR or moderation_opened(record):
        return record
    return replace(record, scores=(), consensus=())


def _for_member(record: Record, member: str | None) -> Record:
    # Declaration comes before access: without one, and for whoever is not on the panel, no tender.
    declared = any(d.member == member for d in record.declarations)
    closed = {t.key for t in record.tenders if not declared or shut_out(record, member or "", t)}
    seen = replace(
        record,
        tenders=tuple(_without_price(record, member, t) for t in record.tenders
                      if t.key not in closed),
        declarations=tuple(d for d in record.declarations if d.member == member),
    )  # fmt: skip
    if not moderation_opened(record):
        own = tuple(s for s in record.scores if s.member == member and s.tender not in closed)
        return replace(seen, scores=own, consensus=(), ties=(), recommendations=())
    decided = record.procurement.state.reached(State.RECOMMENDED)
    return replace(
        seen,
        scores=tuple(s for s in record.scores if s.tender not in closed),
        consensus=tuple(c for c in record.consensus if c.tender not in closed),
        ties=record.ties if decided and not closed else (),
        recommendations=record.recommendations if decided and not closed else (),
    )


def shut_out(record: Record, member: str, tender: Tender) -> bool:
    """Whether a recusal keeps the member from every lot of this tender."""
    lots = [offer.lot for offer in tender.lots] or [""]
    return all(recused(member, tender, lot, record.declarations) for lot in lots) or any(
        d.member == member and d.recusal is Recusal.PROCUREMENT for d in record.declarations
    )


def _without_price(record: Record, member: str | None, tender: Tender) -> Tender:
    # Price is for finance alone until quality is settled, so that it cannot colour a score.
    found = record.member(member) if member else None
    if record.procurement.state.reached(State.RECOMMENDED) or (
        found is not None and found.role is Role.FINANCE
    ):
        return tender
    return replace(tender, lots=tuple(replace(offer, price=None) for offer in tender.lots))
