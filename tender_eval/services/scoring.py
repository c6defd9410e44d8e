"""The scoring desk: what a member is to score, one score with its reason, handing in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tender_eval.domain.errors import BadInput, Blocked, NotAllowed, Obstacle
from tender_eval.domain.model import Criterion, Scale
from tender_eval.domain.panel import work_of
from tender_eval.domain.people import Role
from tender_eval.domain.procurement import Member, Record, Score, State
from tender_eval.domain.values import plain
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, needed
from tender_eval.store.records import load_record
from tender_eval.store.tables_work import ResponseRow, ScoreRow, SubmissionRow


@dataclass(frozen=True)
class Task:
    """One response a member is to score, with what they gave so far."""

    tender: str
    question: str
    tender_name: str
    question_title: str
    lots: tuple[str, ...]
    score: Score | None

    @property
    def done(self) -> bool:
        """Whether it has a score and a reason."""
        return self.score is not None and bool(self.score.rationale.strip())


@dataclass(frozen=True)
class MyWork:
    """A member's whole work. locked: why nothing can be changed now, or an empty text."""

    member: Member
    tasks: tuple[Task, ...]
    submitted: bool
    locked: str

    @property
    def done(self) -> int:
        """How many responses have a score and a reason."""
        return sum(task.done for task in self.tasks)


@dataclass(frozen=True)
class Sheet:
    """One response on the scoring desk. others: (tender name, own score) for the same question."""

    task: Task
    number: int
    of: int
    question: Criterion
    scale: Scale
    answer: str
    words: int
    others: tuple[tuple[str, Decimal], ...]
    locked: str


@dataclass(frozen=True)
class Progress:
    """How far one member is; no score is in it."""

    member: Member
    done: int
    of: int
    submitted: bool
    exception: str


def my_work(desk: Desk) -> MyWork:
    """What the member at this desk is to score. Raises NotAllowed for anyone else."""
    return _work(desk.record(), _me(desk))


def sheet(desk: Desk, tender: str, question: str) -> Sheet:
    """One response to score. Raises NotAllowed if it is not this member's to see."""
    record = desk.record()
    work = _work(record, _me(desk))
    for place, task in enumerate(work.tasks):
        if (task.tender, task.question) == (tender, question):
            break
    else:
        raise NotAllowed("This answer is not among those you are to score.")
    node = record.published_model.criterion(question)
    with desk.workspace.reading() as session:
        row = session.get(ResponseRow, (desk.procurement, tender, question))
        answer = row.text if row is not None else ""
    others = tuple(
        (each.tender_name, each.score.value)
        for each in work.tasks
        if each.question == question and each.tender != tender and each.score is not None
    )
    return Sheet(
        task, place + 1, len(work.tasks), node, record.published_model.scale_of(node), answer,
        len(answer.split()), others, work.locked,
    )  # fmt: skip


def record_score(
    desk: Desk,
    tender: str,
    question: str,
    value: Decimal,
    rationale: str,
    evidence: str = "",
) -> None:
    """Keep a member's score and reason; durable when this returns.

    A reason may still be empty while the member is at work; handing in asks for it. Raises BadInput
    for a value off the scale, NotAllowed for a response that is not theirs or once handed in.
    """
    member = _me(desk)
    with desk.unit("Score an answer") as uow:
        record = load_record(uow.session, desk.procurement, texts=False, scores=False)
        if locked := _locked(record, member):
            raise NotAllowed(locked)
        person = _member(record, member)
        if (tender, question) not in work_of(record, person):
            raise NotAllowed("This answer is not among those you are to score.")
        model = record.published_model
        scale = model.scale_of(model.criterion(question))
        if not scale.allows(value):
            allowed = ", ".join(plain(level.value) for level in scale.levels)
            raise BadInput(
                f"{plain(value)} is not on the scale.", where="Score", remedy=f"Give {allowed}."
            )
        row = uow.find(ScoreRow, desk.procurement, tender, question, member)
        if row is None:
            uow.add(
                ScoreRow(
                    procurement=desk.procurement, tender=tender, question=question, member=member,
                    value=value, rationale=rationale, evidence=evidence, at=uow.now,
                )
            )  # fmt: skip
        elif (row.value, row.rationale, row.evidence) != (value, rationale, evidence):
            row.value, row.rationale, row.evidence = value, rationale, evidence
            row.at = uow.now


def submit(desk: Desk) -> None:
    """Hand in all scores; they are locked from then on. Blocked lists what is not finished."""
    member = _me(desk)
    with desk.unit("Hand in scores") as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        if locked := _locked(record, member):
            raise NotAllowed(locked)
        left = [task for task in _work(record, member).tasks if not task.done]
        if left:
            raise Blocked(
                "Your scores cannot be handed in yet.",
                [
                    Obstacle(
                        f"{task.tender_name}, “{task.question_title}”: "
                        + ("the reason is missing." if task.score else "no score yet."),
                        page="scoring",
                    )
                    for task in left
                ],
            )
        uow.add(
            SubmissionRow(procurement=desk.procurement, member=member, at=uow.now, exception="")
        )


def let_in(desk: Desk, member: str, reason: str) -> None:
    """Close a member's scoring as it is, with the recorded reason (a member fell ill, say)."""
    desk.only(Post.LEAD, Post.MODERATOR)
    reason = needed(reason, "Reason")
    with desk.unit("Let incomplete scores in", reason) as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        if _locked(record, member):
            raise NotAllowed(_locked(record, member))
        uow.add(
            SubmissionRow(procurement=desk.procurement, member=member, at=uow.now, exception=reason)
        )


def reopen(desk: Desk, member: str, reason: str) -> None:
    """Give a member their scores back for changing, while scoring is open, with the reason."""
    desk.only(Post.LEAD)
    with desk.unit("Give scores back to a member", needed(reason, "Reason")) as uow:
        record = load_record(uow.session, desk.procurement, texts=False)
        if record.procurement.state is not State.SCORING:
            raise NotAllowed("Scores can be given back only while scoring is open.")
        uow.remove(uow.get(SubmissionRow, desk.procurement, member))


def progress(desk: Desk) -> list[Progress]:
    """How far each scoring member is. Counts only: no score is shown before moderation opens."""
    record = desk.whole_record()
    if desk.person.post is Post.MEMBER:
        me = [m for m in record.panel if m.key == desk.person.member]
    else:
        me = [m for m in record.panel if m.role.scores]
    handed = {s.member: s for s in record.submissions}
    lines = []
    for member in me:
        tasks = _work(record, member.key).tasks
        submission = handed.get(member.key)
        lines.append(
            Progress(
                member, sum(task.done for task in tasks), len(tasks), submission is not None,
                submission.exception if submission else "",
            )
        )  # fmt: skip
    return lines


def _me(desk: Desk) -> str:
    if desk.person.post is not Post.MEMBER or desk.person.member is None:
        raise NotAllowed(
            "Scores are given by panel members.", remedy="Choose your name on the panel first."
        )
    return desk.person.member


def _member(record: Record, key: str) -> Member:
    member = record.member(key)
    if member is None:
        raise NotAllowed("You are not on this panel.")
    return member


def _locked(record: Record, member: str) -> str:
    if record.procurement.state is not State.SCORING:
        return f"Scoring is not open: the procurement is at “{record.procurement.state.label}”."
    if any(s.member == member for s in record.submissions):
        return "These scores have been handed in and are locked."
    return ""


def _work(record: Record, key: str) -> MyWork:
    member = _member(record, key)
    if member.role in (Role.MODERATOR, Role.OBSERVER):
        raise NotAllowed(f"A {member.role.label.lower()} does not score.")
    if not any(d.member == key for d in record.declarations):
        raise NotAllowed(
            "Declare your interests before you see the tenders.",
            remedy="Open Panel and make your declaration.",
        )
    given = {(s.tender, s.question): s for s in record.scores if s.member == key}
    model = record.published_model
    asked = {lot.key: {q.key for q in model.questions(lot.key)} for lot in model.lots_in_scope()}
    offers = {t.key: [offer.lot for offer in t.lots] for t in record.tenders}
    titles = {node.key: node.title for node in model.walk()}
    tasks = tuple(
        Task(
            tender, question, record.supplier_name(tender), titles[question],
            tuple(lot for lot in offers[tender] if question in asked.get(lot, ())),
            given.get((tender, question)),
        )
        for tender, question in work_of(record, member)
    )  # fmt: skip
    submitted = any(s.member == key for s in record.submissions)
    return MyWork(member, tasks, submitted, _locked(record, key))


def scores_by_response(record: Record) -> dict[tuple[str, str], list[Score]]:
    """A record's individual scores by (tender, question)."""
    found: dict[tuple[str, str], list[Score]] = {}
    for score in record.scores:
        found.setdefault((score.tender, score.question), []).append(score)
    return found
