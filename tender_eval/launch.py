"""Opens the application, or runs the main job where there is no display."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Start; the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _read(given) if given else Options()
    if options.no_display or not has_display():
        return run_without_display(options.out)
    # Everything made while starting lives as long as the program: collecting it would only cost.
    gc.disable()
    from ui.application import run

    return run(options.database)


@dataclass
class Options:
    """What the command line says. database: the person's own workspace if left out."""

    database: str | None = None
    no_display: bool = False
    out: Path = Path("out")


def _read(given: Sequence[str]) -> Options:
    import argparse  # most starts have nothing to read

    parser = argparse.ArgumentParser(prog="tender-eval-desktop", description=__doc__)
    parser.add_argument("--database", metavar="PATH|URL", help="the workspace to open")
    parser.add_argument("--no-display", action="store_true", help="run the main job instead")
    parser.add_argument("--out", type=Path, default=Options.out, help="where the main job writes")
    return parser.parse_args(given, Options())


def has_display() -> bool:
    """Whether a window can be shown. The offscreen platform counts when it is asked for."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_without_display(folder: Path) -> int:
    """The whole main job on the sample, a line a step; reports and pictures in `folder`."""
    from tender_eval.domain.errors import TenderEvalError
    from tender_eval.services.main_job import run_main_job

    print("There is no display, so the whole job runs without a window.", flush=True)
    count = 0

    def say(text: str) -> None:
        nonlocal count
        count += 1
        print(f"{count:3}  {text}", flush=True)

    try:
        folder.mkdir(parents=True, exist_ok=True)
        desk = run_main_job(folder, folder / "sample.tender", say)
    except TenderEvalError as error:
        print(f"The job stopped. {error}", file=sys.stderr)
        return error.exit_code
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.screens import draw_screens

    for path in draw_screens(desk, folder / "screens"):
        say(f"Drew {path}")
    desk.workspace.close()
    print(f"Done: everything is in {folder.resolve()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
