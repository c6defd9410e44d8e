"""Moderation: individual scores side by side, one consensus with its reasons, dissent by name.

What the record must hold follows Lancashire Care NHS FT v Lancashire CC [2018] EWHC 1589 (TCC):
which points counted, and why the consensus differs from each individual score it differs from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import select

from tender_eval.domain.errors import BadInput, Blocked, NotAllowed, Obstacle
from tender_eval.domain.model import Criterion, Scale
from tender_eval.domain.panel import recused, scorers, to_moderate
from tender_eval.domain.procurement import (
    Consensus,
    Dissent,
    Member,
    Movement,
    Record,
    Score,
    State,
)
from tender_eval.domain.values import plain
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from tender_eval.services.scoring import scores_by_response
from tender_eval.store.records import load_record
from tender_eval.store.tables_work import ConsensusRow, DissentRow, MovementRow, ResponseRow
from tender_eval.store.unit_of_work import UnitOfWork

Reasoned = TypeVar("Reasoned", MovementRow, DissentRow)


@dataclass(frozen=True)
class Item:
    """One response to moderate. spread: best less worst individual score, None without scores."""

    tender: str
    tender_name: str
    question: str
    question_title: str
    spread: Decimal | None
    low: Decimal | None
    high: Decimal | None
    given: int
    consensus: Consensus | None


@dataclass(frozen=True)
class Column:
    """One member's part in a response. score None with the reason why there is none."""

    member: Member
    score: Score | None
    why_none: str = ""


@dataclass(frozen=True)
class Table:
    """One response on the table. elsewhere: the consensus on the same question of other tenders."""

    item: Item
    number: int
    of: int
    question: Criterion
    scale: Scale
    answer: str
    columns: tuple[Column, ...]
    elsewhere: tuple[tuple[str, Decimal], ...]
    may_edit: bool
    locked: str


@dataclass(frozen=True)
class Overview:
    """All there is to moderate, question by question."""

    items: tuple[Item, ...]
    panel: tuple[Member, ...]
    locked: str

    @property
    def agreed(self) -> int:
        """How many have a consensus."""
        return sum(item.consensus is not None for item in self.items)


def overview(desk: Desk) -> Overview:
    """Every response to moderate that this person may see. Raises NotAllowed before it opens."""
    record = desk.record()
    _open(record)
    return Overview(tuple(_items(record)), record.panel, _locked(record))


def table(desk: Desk, tender: str, question: str) -> Table:
    """One response with every individual score and reason side by side."""
    record = desk.record()
    _open(record)
    items = list(_items(record))
    for place, item in enumerate(items):
        if (item.tender, item.question) == (tender, question):
            break
    else:
        raise NotAllowed("This answer is not among those you may see.")
    model = record.published_model
    node = model.criterion(question)
    with desk.workspace.reading() as session:
        row = session.get(ResponseRow, (desk.procurement, tender, question))
        answer = row.text if row is not None else ""
    locked = _locked(record)
    return Table(
        item=item,
        number=place + 1,
        of=len(items),
        question=node,
        scale=model.scale_of(node),
        answer=answer,
        columns=tuple(_columns(record, desk, tender, question)),
        elsewhere=tuple(
            (other.tender_name, other.consensus.value)
            for other in items
            if other.question == question and other.tender != tender and other.consensus
        ),
        may_edit=not locked and desk.person.post in (Post.LEAD, Post.MODERATOR),
        locked=locked,
    )


def must_explain(columns: Iterable[Column], value: Decimal) -> list[Column]:
    """The members whose own score differs from this consensus."""
    return [c for c in columns if c.score is not None and c.score.value != value]


def record_consensus(desk: Desk, consensus: Consensus) -> None:
    """Keep the panel's one score, with its reason, movements, dissent and who was present.

    Blocked lists everything the record still lacks. Recording again keeps the earlier one in the
    log, never deletes it.
    """
    desk.only(Post.LEAD, Post.MODERATOR)
    with desk.unit("Record a consensus score", consensus.reason) as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        _open(record)
        if locked := _locked(record):
            raise NotAllowed(locked)
        if (consensus.tender, consensus.question) not in to_moderate(record):
            raise NotAllowed("This answer is not among those to moderate.")
        model = record.published_model
        scale = model.scale_of(model.criterion(consensus.question))
        if not scale.allows(consensus.value):
            allowed = ", ".join(plain(level.value) for level in scale.levels)
            raise BadInput(
                f"{plain(consensus.value)} is not on the scale.",
                where="Consensus",
                remedy=f"Give {allowed}.",
            )
        if lacking := _lacking(record, consensus):
            raise Blocked("The consensus cannot be recorded yet.", lacking)
        _write(uow, desk, record, consensus)


def _lacking(record: Record, consensus: Consensus) -> list[Obstacle]:
    obstacles = []
    if not consensus.reason.strip():
        obstacles.append(Obstacle("The reason for the consensus is missing.", page="reason"))
    names = {member.key: member.name for member in record.panel}
    explained = {m.member for m in consensus.movements if m.reason.strip()}
    pair = (consensus.tender, consensus.question)
    for score in scores_by_response(record).get(pair, []):
        if score.value != consensus.value and score.member not in explained:
            obstacles.append(
                Obstacle(
                    f"{names[score.member]} gave {plain(score.value)}: "
                    f"say why the consensus is {plain(consensus.value)}.",
                    page=f"movement:{score.member}",
                )
            )
    if not consensus.present:
        obstacles.append(Obstacle("Say who was present.", page="present"))
    tender = next(t for t in record.tenders if t.key == consensus.tender)
    for key in consensus.present:
        if all(recused(key, tender, offer.lot, record.declarations) for offer in tender.lots):
            obstacles.append(
                Obstacle(
                    f"{names.get(key, key)} is recused from this tender and must not be present.",
                    page="present",
                )
            )
    for dissent in consensus.dissent:
        if not dissent.reason.strip():
            name = names.get(dissent.member, dissent.member)
            obstacles.append(Obstacle(f"{name}'s dissent has no reason.", page="dissent"))
    return obstacles


def _write(uow: UnitOfWork, desk: Desk, record: Record, consensus: Consensus) -> None:
    key = (desk.procurement, consensus.tender, consensus.question)
    row = uow.find(ConsensusRow, *key)
    values = {
        "value": consensus.value,
        "reason": consensus.reason.strip(),
        "strengths": consensus.strengths.strip(),
        "weaknesses": consensus.weaknesses.strip(),
        "internal_note": consensus.internal_note.strip(),
        "present": tuple(m.key for m in record.panel if m.key in consensus.present),
        "at": uow.now,
        "recorded_by": desk.person.name,
    }
    names = dict(zip(("procurement", "tender", "question"), key, strict=True))
    if row is None:
        uow.add(ConsensusRow(**names, **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    _write_parts(uow, MovementRow, names, consensus.movements)
    _write_parts(uow, DissentRow, names, consensus.dissent)


def _write_parts(
    uow: UnitOfWork,
    kind: type[Reasoned],
    names: dict[str, str],
    parts: Iterable[Movement | Dissent],
) -> None:
    wanted = {part.member: part.reason.strip() for part in parts if part.reason.strip()}
    for old in uow.session.scalars(select(kind).filter_by(**names)).all():
        if old.member in wanted:
            old.reason = wanted.pop(old.member)
        else:
            uow.remove(old)
    for member, reason in wanted.items():
        uow.add(kind(**names, member=member, reason=reason))


def _open(record: Record) -> None:
    state = record.procurement.state
    if not state.reached(State.MODERATION):
        raise NotAllowed(
            "Moderation has not opened yet.",
            remedy="Individual scores stay hidden until every member has handed in.",
        )


def _locked(record: Record) -> str:
    if record.procurement.state is State.MODERATION:
        return ""
    return f"Moderation is closed: the procurement is at “{record.procurement.state.label}”."


def _items(record: Record) -> Iterable[Item]:
    given = scores_by_response(record)
    agreed = {(c.tender, c.question): c for c in record.consensus}
    titles = {node.key: node.title for node in record.published_model.walk()}
    for tender, question in to_moderate(record):
        values = [score.value for score in given.get((tender, question), [])]
        low, high = (min(values), max(values)) if values else (None, None)
        yield Item(
            tender,
            record.supplier_name(tender),
            question,
            titles[question],
            high - low if low is not None and high is not None else None,
            low,
            high,
            len(values),
            agreed.get((tender, question)),
        )


def _columns(record: Record, desk: Desk, tender: str, question: str) -> Iterable[Column]:
    whole = desk.whole_record()
    offer = next(t for t in whole.tenders if t.key == tender)
    given = {s.member: s for s in record.scores if (s.tender, s.question) == (tender, question)}
    mine = {member.key for member in scorers(whole).get((tender, question), [])}
    for member in record.panel:
        if not member.role.scores:
            continue
        if member.key in given:
            yield Column(member, given[member.key])
        elif any(recused(member.key, offer, o.lot, whole.declarations) for o in offer.lots):
            yield Column(member, None, "Recused")
        elif member.key in mine:
            yield Column(member, None, "No score given")
        else:
            yield Column(member, None, "Not theirs to score")
