"""The scoring scales that a buyer may begin with; every name and descriptor can be changed."""

from __future__ import annotations

from decimal import Decimal

from tender_eval.domain.model import Scale, ScaleLevel

_SIX = (
    ("Unacceptable", "No answer, or one that gives no confidence that the need would be met."),
    ("Poor", "Meets the need in small part; serious doubts."),
    ("Limited", "Meets some of the need; doubts about important parts."),
    ("Satisfactory", "Meets most of the need; gaps that put nothing important in doubt."),
    ("Good", "Meets the need with good evidence; minor gaps."),
    ("Excellent", "Meets the need in full with strong evidence, and adds something of clear benefit."),
)  # fmt: skip
_PARTS = ("None of it", "Some of it", "Half of it", "Most of it", "All of it")


def presets() -> tuple[Scale, ...]:
    """The scales offered, by key. Scores run from worst to best."""
    return (
        _scale("0-5", "0 to 5", [(str(n), *_SIX[n]) for n in range(6)]),
        _scale("0-4", "0 to 4", [(str(n), *_SIX[n + (n > 0)]) for n in range(5)]),
        _scale("0-10", "0 to 10", [_of_ten(n) for n in range(11)]),
        _scale("quarters", "0, 25, 50, 75, 100", [
            (str(25 * n), part, f"{part} that is asked for is met, with evidence.")
            for n, part in enumerate(_PARTS)
        ]),
        _scale("pass-fail", "Pass or fail", [
            ("0", "Fail", "The requirement is not met."), ("1", "Pass", "The requirement is met."),
        ]),
        _scale("yes-no", "Yes or no", [("0", "No", "It is not so."), ("1", "Yes", "It is so.")]),
    )  # fmt: skip


def _of_ten(n: int) -> tuple[str, str, str]:
    name, descriptor = _SIX[n // 2]
    if n % 2 == 0:
        return str(n), name, descriptor
    return str(n), f"{name} to {_SIX[n // 2 + 1][0].lower()}", "Between the scores on either side."


def _scale(key: str, name: str, levels: list[tuple[str, str, str]]) -> Scale:
    return Scale(
        f"scale-{key}",
        name,
        tuple(ScaleLevel(Decimal(value), word, descriptor) for value, word, descriptor in levels),
    )
