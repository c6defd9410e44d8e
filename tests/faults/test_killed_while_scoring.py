"""The process is killed while a member scores: what was said to be saved is there, and proven."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from tender_eval.services import audit
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.store.workspace import Workspace
from tests.conftest import take_in
from tests.small_procurement import small_procurement

ROOT = Path(__file__).resolve().parents[2]
SCORER = """
import itertools, sys
from decimal import Decimal
from tender_eval.services import scoring
from tender_eval.services.access import Post
from tender_eval.services.desk import Desk, Person
from tender_eval.store.workspace import Workspace
desk = Desk(Workspace(sys.argv[1]), Person("Ada Rowe", Post.MEMBER, "m-rep"), "vale-2026")
tasks = scoring.my_work(desk).tasks
for n in itertools.count():
    task = tasks[n % len(tasks)]
    scoring.record_score(desk, task.tender, task.question, Decimal(n % 6), f"Reason {n}")
    print(task.tender, task.question, n % 6, n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not to be had on Windows")
def test_everything_that_was_saved_survives_and_the_log_proves_it(
    lead: Desk, tmp_path: Path
) -> None:
    document = small_procurement()
    document["procurement"]["state"] = "scoring"
    document["scores"] = document["submissions"] = document["consensus"] = []
    desk = take_in(lead, document, tmp_path)
    path = desk.workspace.name
    desk.workspace.close()
    dice = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", SCORER, path],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(dice.randrange(3, 15))]
        time.sleep(dice.random() / 200)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        kept: dict[tuple[str, str], int] = {}
        for line in said:
            words = line.split()
            if len(words) == 4:
                kept[words[0], words[1]] = int(words[3])
        with Workspace(path) as workspace:
            member = Desk(workspace, Person("Ada Rowe", Post.MEMBER, "m-rep"), "vale-2026")
            found = {(s.tender, s.question): s for s in member.record().scores}
            for place, number in kept.items():
                # The one being written at the kill may have been kept without having been said.
                at_least = int(found[place].rationale.removeprefix("Reason "))
                assert at_least >= number
                assert found[place].value == Decimal(at_least % 6)
            assert audit.verify(member).sound
