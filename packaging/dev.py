"""Prepares a fresh machine and runs the program or its tests. Standard library only.

    python3 packaging/dev.py run  [arguments of the program]
    python3 packaging/dev.py test [arguments of pytest]
    python3 packaging/dev.py lock

`lock` makes the lock files anew from pyproject.toml.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "packaging/requirements.lock", "test": "packaging/requirements-test.lock"}

# What Qt's own plugins link against and a bare Debian or Ubuntu lacks.
RUN_PACKAGES = [
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libopengl0",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "fontconfig-config",
]
# The tests recalculate the workbook and look at the reports with these; without them they say so.
TEST_PACKAGES = ("libreoffice-calc-nogui", "poppler-utils")
PIP_INDEX = "https://pypi.org/pypi/pip/json"


class SetUpError(Exception):
    """Something a person has to mend before the program can run."""


def main(arguments: list[str]) -> int:
    """Run the command; its exit code."""
    if not arguments or arguments[0] not in ("run", "test", "lock"):
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):
        print(f"Tender Eval needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 2
    command, rest = arguments[0], arguments[1:]
    try:
        if command == "lock":
            return lock()
        prepare(command)
    except SetUpError as error:
        print(f"\nSet-up stopped: {error}", file=sys.stderr)
        return 1
    if command == "run":
        return subprocess.call([str(PYTHON), "-m", "tender_eval.launch", *rest], cwd=ROOT)
    return run_checks(rest)


def prepare(command: str) -> None:
    """Make the virtual environment and system libraries ready; nothing to do takes no time."""
    stamp = VENV / f"ready-{command}"
    wanted = fingerprint(command)
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    install_system_packages(command)
    make_environment()
    say("Installing the locked dependencies")
    pip("install", "--require-hashes", "--no-deps", "-r", LOCKS[command])
    register_commands()
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint(command: str) -> str:
    """What the environment was made from: lock file, Python and this script."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / LOCKS[command], Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    """A virtual environment with pip in it, also where Python comes without ensurepip."""
    if PYTHON.exists() and works([str(PYTHON), "-m", "pip", "--version"]):
        return
    say("Making the virtual environment in .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    has_ensurepip = works([sys.executable, "-c", "import ensurepip, venv"])
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)
    if has_ensurepip and works([str(PYTHON), "-m", "ensurepip", "--upgrade", "--default-pip"]):
        return
    bootstrap_pip()


def bootstrap_pip() -> None:
    """Install pip from its own wheel, checked against the digest the index gives."""
    say("This Python comes without ensurepip; fetching pip")
    try:
        with urllib.request.urlopen(PIP_INDEX, timeout=60) as answer:
            files = json.load(answer)["urls"]
        wheel = next(f for f in files if f["filename"].endswith("py3-none-any.whl"))
        place = urllib.parse.urljoin(PIP_INDEX, wheel["url"])
        with urllib.request.urlopen(place, timeout=120) as answer:
            data = answer.read()
    except (OSError, ValueError, KeyError, StopIteration) as error:
        raise SetUpError(
            f"pip could not be fetched ({error!r}). Connect to the internet, or install the "
            "package python3-venv, and run this again."
        ) from error
    if hashlib.sha256(data).hexdigest() != wheel["digests"]["sha256"]:
        raise SetUpError("the pip that arrived is not the one the index names. Try again later.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / wheel["filename"]
        path.write_bytes(data)
        call([str(PYTHON), f"{path}/pip", "install", "--no-index", str(path)])


def register_commands() -> None:
    """Let `tender-eval` run from the environment's folder of programs, from these sources."""
    site = next((VENV / "Lib" if os.name == "nt" else VENV / "lib").rglob("site-packages"))
    (site / "tender-eval.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for name, module in (("tender-eval", "cli"), ("tender-eval-desktop", "launch")):
        if os.name == "nt":
            text = f'@"%~dp0python.exe" -m tender_eval.{module} %*\n'
            (BIN / f"{name}.cmd").write_text(text, encoding="utf-8")
        else:
            text = f'#!/bin/sh\nexec "$(dirname "$0")/python" -m tender_eval.{module} "$@"\n'
            (BIN / name).write_text(text, encoding="utf-8")
            (BIN / name).chmod(0o755)


def install_system_packages(command: str) -> None:
    """On Debian and Ubuntu, the libraries that Qt needs; elsewhere they come with the system."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    absent = missing_packages(RUN_PACKAGES)
    extra = missing_packages(TEST_PACKAGES) if command == "test" else []
    if not absent and not extra:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *absent, *extra]
    prefix = [] if is_root() else ["sudo", "-n"]
    if prefix and not (shutil.which("sudo") and works([*prefix, "true"])):
        warn_about_packages(absent, extra)
        return
    say(f"Installing system packages: {' '.join([*absent, *extra])}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call([*prefix, "apt-get", "update", "-q"], env=quiet, stdout=subprocess.DEVNULL)
    if subprocess.call([*prefix, *install], env=quiet, stdout=subprocess.DEVNULL) != 0:
        warn_about_packages(absent, extra)


def warn_about_packages(absent: list[str], extra: list[str]) -> None:
    """Say what could not be installed, what it is for, and the command that does it."""
    print("Some system packages could not be installed from here (no right to, or no network).")
    if absent:
        print("  The window needs:\n    sudo apt-get install " + " ".join(absent))
    if extra:
        print("  Some tests need, and are skipped without:\n    sudo apt-get install "
              + " ".join(extra))  # fmt: skip
    print("Going on with what there is.\n", flush=True)


def missing_packages(names: tuple[str, ...] | list[str]) -> list[str]:
    """Those of the Debian packages that are not installed, under their present names."""
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]
    shown = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    installed = {line.split()[0] for line in shown.splitlines() if line.endswith(" installed")}
    # From 64-bit time on, Debian and Ubuntu renamed some libraries: libglib2.0-0t64.
    return [n for n in names if n not in installed and f"{n}t64" not in installed]


def run_checks(rest: list[str]) -> int:
    """Lint, format, types, import boundaries, tests with coverage; every one, then the verdict."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    module = [str(PYTHON), "-m"]
    tests = [*module, "pytest", "-q", "-n", "2", "--cov", "--cov-report=term", *rest]
    checks = {
        "Lint": [*module, "ruff", "check", "."],
        "Format": [*module, "ruff", "format", "--check", "."],
        "Types": [*module, "mypy", "--strict", "tender_eval"],
        "Import boundaries": [str(BIN / "lint-imports")],
        "Tests and coverage": tests,
    }
    failed = []
    for title, line in checks.items():
        say(title)
        if subprocess.call(line, cwd=ROOT, env=environment) != 0:
            failed.append(title)
    say(f"Failed: {', '.join(failed)}" if failed else "Everything passed")
    return 1 if failed else 0


def lock() -> int:
    """Make both lock files anew, with the digest of every file of every release."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        programs = Path(folder) / BIN.name
        call([str(programs / PYTHON.name), "-m", "pip", "install", "-q", "uv"])
        for command, path in LOCKS.items():
            extra = ["--extra", "test"] if command == "test" else []
            call(
                [str(programs / "uv"), "pip", "compile", "--universal", "--generate-hashes",
                 "--python-version", "3.11", "--no-header", "--quiet", "--no-config",
                 "--no-emit-index-url", *extra, "-o", path, "pyproject.toml"]
            )  # fmt: skip
    return 0


def pip(*arguments: str) -> None:
    """Run the environment's own pip."""
    call([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments])


def call(line: list[str]) -> None:
    """Run a command in the project's folder. Raises SetUpError with the command that failed."""
    if subprocess.call(line, cwd=ROOT) != 0:
        raise SetUpError(
            f"this command failed, its own message is above:\n  {' '.join(line)}\n"
            "Mend what it names (often the network) and run this again; it carries on from here."
        )


def works(line: list[str]) -> bool:
    """Whether a command can be run and ends well; its output is not shown."""
    try:
        return subprocess.run(line, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def is_root() -> bool:
    """Whether this process may install system packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def say(text: str) -> None:
    """A heading for a step."""
    print(f"── {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
