"""How long the program takes to show its window, as a ratio to an empty window in the same run.

    python tests/benchmarks/start_up.py [runs]

Each figure is the median of so many fresh processes, taken in turn so that a change in the machine's
speed meets all alike. Printed, never asserted: 1.5 and 4 are the aims.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMPTY = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.show()
app.processEvents()
print("PAINTED", time.time())
"""


def main(runs: int = 9) -> None:
    """Print the medians and the two ratios."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "TENDER_EVAL_HOME": folder,
            "TENDER_EVAL_MARKS": "1",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        ours = [sys.executable, "-m", "tender_eval.launch"]
        measure(ours, environment)  # makes the workspace with the sample, and warms the caches
        times: dict[str, list[float]] = {"empty window": [], "painted": [], "usable": []}
        for _ in range(runs):
            times["empty window"].append(measure([sys.executable, "-c", EMPTY], environment)[0])
            painted, usable = measure(ours, environment)
            times["painted"].append(painted)
            times["usable"].append(usable)
    medians = {name: statistics.median(values) for name, values in times.items()}
    floor = medians["empty window"]
    for name, value in medians.items():
        print(f"{name:14} {value:7.3f} s   {value / floor:5.2f} × an empty window")


def measure(line: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from the start of the process to its PAINTED and its USABLE line."""
    start = time.time()
    done = subprocess.run(
        line, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    marks = dict(row.split() for row in done.stdout.splitlines() if row.startswith(("PAI", "USA")))
    painted = float(marks["PAINTED"]) - start
    return painted, float(marks.get("USABLE", marks["PAINTED"])) - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
