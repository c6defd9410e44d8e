"""The steps of a procurement's life: what is done, what is next, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tender_eval.domain import life as rules
from tender_eval.domain.errors import Blocked, NotAllowed, Obstacle
from tender_eval.domain.model import Regime
from tender_eval.domain.procurement import Record, State
from tender_eval.domain.standstill import Standstill, standstill
from tender_eval.services.access import Post
from tender_eval.services.award import results_of
from tender_eval.services.desk import Desk, Texts, needed
from tender_eval.services.editing import freeze, procurement_row
from tender_eval.services.panel import add_decision
from tender_eval.services.remember import remembered
from tender_eval.store.records import load_record

# What each step is called on its button and in the log.
ACTS = {
    State.PUBLISHED: "Publish",
    State.OPENED: "Open the tenders",
    State.SCORING: "Open scoring",
    State.MODERATION: "Open moderation",
    State.RECOMMENDED: "Confirm the recommendation",
    State.APPROVED: "Record the approval",
    State.STANDSTILL: "Begin the standstill",
    State.AWARDED: "Record the award",
}


@dataclass(frozen=True)
class StepState:
    """One line of the rail at the left. state: done, now, todo or blocked."""

    key: str
    title: str
    state: str
    note: str = ""
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class LifeView:
    """Where the procurement stands and what comes next."""

    state: State
    next: State | None
    act: str
    obstacles: tuple[Obstacle, ...]
    previous: State | None
    may_act: bool


# Each page of the rail, and the states between which its work is the one to do now.
_PAGES = (
    ("procurement", "Procurement", State.DRAFT, State.DRAFT),
    ("lots", "Lots", State.DRAFT, State.DRAFT),
    ("criteria", "Criteria", State.DRAFT, State.DRAFT),
    ("panel", "Panel", State.DRAFT, State.OPENED),
    ("tenders", "Tenders", State.PUBLISHED, State.OPENED),
    ("scoring", "Scoring", State.SCORING, State.SCORING),
    ("moderation", "Moderation", State.MODERATION, State.MODERATION),
    ("result", "Result", State.MODERATION, State.MODERATION),
    ("award", "Award", State.RECOMMENDED, State.STANDSTILL),
)


def life_view(desk: Desk) -> LifeView:
    """Where the procurement stands, and every obstacle to its next step."""
    state = desk.model()[0].state
    following = rules.next_state(state)
    found: tuple[Obstacle, ...] = ()
    # What stands in the way is not a member's business, and would tell of others' scores.
    if following is not None and desk.person.post is not Post.MEMBER:
        found = _obstacles(desk.whole_record(Texts.WITH), following, desk.today)
    return LifeView(
        state,
        following,
        ACTS[following] if following else "",
        found,
        rules.previous_state(state),
        desk.person.post is Post.LEAD,
    )


def steps(desk: Desk) -> list[StepState]:
    """The rail: each page with a shape and a word, and what stands in the way of going on."""
    view = life_view(desk)
    by_page: dict[str, list[Obstacle]] = {}
    for obstacle in view.obstacles:
        by_page.setdefault(obstacle.page, []).append(obstacle)
    return [_step(view.state, by_page, *page) for page in _PAGES]


def _step(
    state: State,
    by_page: dict[str, list[Obstacle]],
    key: str,
    title: str,
    first: State,
    last: State,
) -> StepState:
    found = tuple(by_page.get(key, ()))
    if state is State.ABANDONED:
        return StepState(key, title, "done", "Abandoned")
    if found:
        things = "1 thing in the way" if len(found) == 1 else f"{len(found)} things in the way"
        return StepState(key, title, "blocked", things, found)
    if state is State.AWARDED or not last.reached(state):
        return StepState(key, title, "done", "Done")
    if state.reached(first):
        return StepState(key, title, "now", "Now")
    return StepState(key, title, "todo", "To do")


def advance(
    desk: Desk, to: State, reason: str = "", by: str = "", notice: date | None = None
) -> None:
    """Take the next step. by: who decided, a person or a committee. Blocked lists every obstacle."""
    desk.only(Post.LEAD)
    if to is State.APPROVED:
        by = needed(by, "Approved by", "Name the person, job title or committee.")
    with desk.unit(ACTS.get(to, to.label), reason) as uow:
        record = load_record(uow.session, desk.procurement)
        state = record.procurement.state
        if rules.next_state(state) is not to:
            raise NotAllowed(f"The procurement is at “{state.label}”; {to.label} is not next.")
        found = _obstacles(record, to, desk.today)
        if found:
            raise Blocked(f"“{ACTS[to]}” cannot be done yet.", found)
        if to is State.PUBLISHED:
            freeze(uow, desk, record.model, reason or "Published")
        procurement_row(uow, desk).state = to
        add_decision(uow, desk, to.value, reason, by, notice)


def step_back(desk: Desk, reason: str) -> None:
    """Go back one step, with the reason. Nothing is lost: everything done since is kept."""
    desk.only(Post.LEAD)
    reason = needed(reason, "Reason")
    with desk.unit("Go back a step", reason) as uow:
        row = procurement_row(uow, desk)
        previous = rules.previous_state(row.state)
        if previous is None:
            raise NotAllowed(f"There is no step before “{row.state.label}”.")
        if previous is State.DRAFT:
            raise NotAllowed(
                "A published model is not taken back to draft.",
                remedy="Change it by an amendment, with a reason, a date and a new digest.",
            )
        add_decision(uow, desk, f"back-to-{previous.value}", reason)
        row.state = previous


def abandon(desk: Desk, reason: str) -> None:
    """End the procurement without an award, with the reason. Everything is kept."""
    desk.only(Post.LEAD)
    reason = needed(reason, "Reason")
    with desk.unit("Abandon the procurement", reason) as uow:
        row = procurement_row(uow, desk)
        if row.state in (State.AWARDED, State.ABANDONED):
            raise NotAllowed(f"The procurement is already {row.state.label.lower()}.")
        row.state, row.abandoned_reason = State.ABANDONED, reason
        add_decision(uow, desk, State.ABANDONED.value, reason)


def standstill_view(desk: Desk) -> Standstill | None:
    """The standstill counted day by day. Asked for by itself: the calendars take a while to load."""
    return standstill_of(desk.record())


def standstill_of(record: Record) -> Standstill | None:
    """The standstill counted from the notice of the intended award; None without a date."""
    intention = record.procurement.milestone("intention")
    if intention is None or intention.date is None:
        return None
    if record.procurement.regime is Regime.BELOW_THRESHOLD:
        return None
    return standstill(record.procurement.regime, intention.date)


@remembered
def _obstacles(record: Record, to: State, today: date) -> tuple[Obstacle, ...]:
    return tuple(rules.obstacles(record, to, results_of(record), today))
