"""Trying the model on invented bids, and keeping on record that it was tried."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tender_eval.domain import trial as domain
from tender_eval.domain.errors import BadInput, Blocked, Obstacle
from tender_eval.domain.model import EvaluationModel, Lot
from tender_eval.domain.trial import InventedBid, Trial
from tender_eval.domain.values import money
from tender_eval.domain.weights import weight_problems
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk
from tender_eval.services.panel import add_decision

MOST_BIDS = 12


def sets_of_bids(model: EvaluationModel, lot: Lot) -> list[tuple[str, list[InventedBid]]]:
    """The presets for a lot, on prices up to its ceiling or what stands for one."""
    price = lot.price_model
    known = (price.ceiling, price.no_marks_at, lot.annual_value)
    top = next((amount for amount in known if amount and amount > 0), Decimal(1_000_000))
    return domain.presets(model, lot, top)


def own_bid(model: EvaluationModel, lot: Lot, name: str, price: Decimal, share: int) -> InventedBid:
    """A bid of one's own that gets about `share` percent of the best score on every question."""
    scores = {}
    for question in model.questions(lot.key):
        values = sorted(level.value for level in model.scale_of(question).levels)
        aim = values[-1] * share / 100
        scores[question.key] = min(values, key=lambda value: (abs(value - aim), value))
    return InventedBid(name, price, scores)


def try_model(model: EvaluationModel, lot: str, bids: Sequence[InventedBid]) -> Trial:
    """Run the model on the bids. Raises Blocked where it is not whole, BadInput for a bad bid."""
    obstacles = [Obstacle(str(problem)) for problem in weight_problems(model)]
    obstacles += [Obstacle(said) for said in model.lot(lot).price_model.problems()]
    if not model.questions(lot):
        obstacles.append(Obstacle("The lot has no question yet."))
    if obstacles:
        raise Blocked("The model cannot be tried yet.", obstacles)
    if not 1 <= len(bids) <= MOST_BIDS:
        raise BadInput(f"Between 1 and {MOST_BIDS} bids can be tried.", where="Bids")
    names = [bid.name for bid in bids]
    if len(set(names)) < len(names) or not all(name.strip() for name in names):
        raise BadInput("Every bid needs a name of its own.", where="Name of the bid")
    if any(bid.price <= 0 for bid in bids):
        raise BadInput("A price must be above zero.", where="Price of the bid")
    return domain.trial(model, lot, bids)


def findings(done: Trial) -> list[str]:
    """What a trial shows, a sentence each."""
    said = []
    tied = [t.supplier for t in done.result.tenders if t.rank == 1]
    if done.first is not None:
        said.append(f"{done.first} comes first.")
    elif tied:
        said.append(f"{' and '.join(tied)} share the first place.")
    else:
        said.append("No bid stays in.")
    for name, pounds in done.worth:
        if pounds is not None:
            said.append(f"A price mark is worth {money(pounds)} to “{name}”.")
    if not any(pounds is not None for _, pounds in done.worth):
        said.append("The price earns no marks here: quality alone decides.")
    for one, other in done.apart:
        said.append(f"“{one}” and “{other}” differ widely and have the same total.")
    for name, order in done.moved:
        said.append(f"Without “{name}” the order of the others becomes: {', '.join(order)}.")
    if not done.moved and len(done.result.tenders) > 1:
        said.append("No single bid, left out, changes the order of the others.")
    if done.idle:
        titles = "; ".join(done.idle)
        said.append(f"No score on one of these alone changes who comes first: {titles}.")
    elif done.first is not None:
        said.append("Each question alone can change who comes first.")
    return said


def keep_trial(desk: Desk, lot: str, title: str, done: Trial) -> None:
    """Keep on record that the model was tried, on which bids, and what it showed."""
    desk.only(Post.LEAD)
    figures = ", ".join(
        f"{t.supplier} {money(t.price)}: {t.total if t.rank else 'out'}"
        for t in done.result.tenders
        if t.price is not None
    )
    reason = f"{title}. {figures}. {' '.join(findings(done))}"
    with desk.unit("Keep a test of the model", title) as uow:
        add_decision(uow, desk, f"model-tested:{lot}", reason)
