"""Formulas whose figures are the exact engine's to the last digit, though a spreadsheet counts in
binary floats."""

from __future__ import annotations

from collections.abc import Sequence

# A binary float holds 15 decimal digits; marks have 3 before the point, so 11 after it are sound.
SOUND_PLACES = 11


def half_up(exact: str, decimals: int) -> str:
    """Half-up rounding that the noise of binary fractions cannot tip.

    The value is scaled to whole units of its last decimal, where a half is exactly representable,
    cleaned of noise there, and only then rounded. With two decimals what is cleaned away is below
    a thousand-millionth of a hundredth. The summary sheet sets every total beside the recorded
    one, so that no difference could pass unseen.
    """
    unit = 10**decimals
    return f"ROUND(ROUND(({exact})*{unit},{SOUND_PLACES - decimals}),0)/{unit}"


def rank(
    column: str,
    span: tuple[str, str],
    inside: int,
    keys: Sequence[tuple[int, str]],
    decided: int,
) -> str:
    """The rank of one tender among those in: by each key in turn, then by the recorded order.

    span: first and last column. inside: the row that holds 1 for a tender that is in. keys: rows,
    each with the sign that means better. decided: the row of the recorded order, 0 where there is
    none; it counts only if it names every tender that is still equal. What it leaves equal shares
    the rank.
    """

    def all_of(row: int) -> str:
        return f"${span[0]}${row}:${span[1]}${row}"

    better, equal = [], ""
    for row, sign in keys:
        mine, others = f"ROUND({column}{row},9)", f"ROUND({all_of(row)},9)"
        better.append(f"{equal}({others}{sign}{mine})")
        equal += f"({others}={mine})*"
    entered = all_of(inside)
    ahead = f"SUMPRODUCT({entered}*({'+'.join(better)}))"
    undecided = f"SUMPRODUCT({entered}*{equal}({all_of(decided)}=0))"
    before = f"SUMPRODUCT({entered}*{equal}({all_of(decided)}<{column}{decided}))"
    return f'IF({column}{inside}=1,1+{ahead}+IF({undecided}=0,{before},0),"out")'
