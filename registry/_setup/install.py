"""Makes .venv and installs the locked packages into it, once; a later start only compares a few hashes.

Only the standard library is used here. A stamp in .venv, written last, says what was installed: without it, or with
another one, the installation is done again. A lock file lets two starts at once take turns.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from registry._setup import assets

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "registry" / "_setup"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: there while packages are being installed; found at a start, it tells of an installation that was cut off
UNDER_WAY = VENV / ".installing"


class SetUpError(Exception):
    """The set-up cannot be done; the text says why and what helps."""


def prepare(arguments: list[str]) -> None:
    """Return when this Python can run the registry; otherwise set up .venv and hand over to the Python in it."""
    for_tests = arguments[:1] in (["test"], ["bench"])
    try:
        if in_another_environment() and complete_here(for_tests):
            assets.build()
            return
        if not up_to_date(for_tests):
            with one_at_a_time():
                if not up_to_date(for_tests):  # another start may have done it meanwhile
                    install(for_tests)
    except (SetUpError, assets.FetchError) as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(f"Sammen could not be set up: {problem}")
    except KeyboardInterrupt:
        say("Stopped. The next start sets up what is missing.")
        sys.exit(130)
    if not inside(VENV):
        hand_over(arguments)


def inside(environment: Path) -> bool:
    """Whether this Python runs in that virtual environment."""
    return Path(sys.prefix).resolve() == environment.resolve()


def in_another_environment() -> bool:
    """Whether this Python runs in a virtual environment that somebody else made."""
    return sys.prefix != sys.base_prefix and not inside(VENV)


def complete_here(for_tests: bool) -> bool:
    """Whether the project and exactly the locked packages are installed where this Python runs."""
    from importlib import metadata

    locked = re.findall(r"^([\w.-]+)==(\S+) \\$", lock(for_tests).read_text(), re.MULTILINE)
    try:
        metadata.distribution("registry")
        return all(metadata.version(name) == version for name, version in locked)
    except metadata.PackageNotFoundError:
        return False


def lock(for_tests: bool) -> Path:
    """The list of packages with their hashes; the one for tests holds everything in the other one too."""
    return SETUP / ("requirements-dev.txt" if for_tests else "requirements.txt")


def stamp(for_tests: bool) -> Path:
    """The file that says what has been installed."""
    return VENV / (".installed-for-tests" if for_tests else ".installed")


def fingerprint(for_tests: bool) -> str:
    """What decides how .venv must look: the lock, the project file, where the project lies, and which Python."""
    facts = [lock(for_tests).read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    places = [str(ROOT), os.path.realpath(PYTHON)]
    return hashlib.sha256(b"\0".join([*facts, *map(os.fsencode, places)])).hexdigest()


def up_to_date(for_tests: bool) -> bool:
    """Whether nothing has to be installed or fetched."""
    try:
        installed = stamp(for_tests).read_text()
    except OSError:
        return False
    return installed == fingerprint(for_tests) and not UNDER_WAY.exists() and assets.current()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other start is installing. The system lets go of the lock even if this process is killed."""
    with (ROOT / ".venv.lock").open("a") as file:
        if os.name == "nt":
            yield
            return
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        os.set_inheritable(file.fileno(), True)  # pip keeps the lock if it outlives this process
        yield


def install(for_tests: bool) -> None:
    """Make .venv if needed, install everything, fetch the front-end libraries, and write the stamp."""
    fresh = UNDER_WAY.exists() or not usable()
    if fresh and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpError("Python's venv is missing. Install it with: apt install python3-venv")
    say("Setting up Sammen in .venv; the first time this takes about a minute.")
    for old in (stamp(False), stamp(True)):
        old.unlink(missing_ok=True)
    if fresh:
        make_environment()
    UNDER_WAY.touch()
    packages = len(re.findall("^[^ ]+==", lock(for_tests).read_text(), re.MULTILINE))
    say(f"Installing {packages} Python packages …")
    pip("--require-hashes", "--no-deps", "-r", str(lock(for_tests)))
    if not assets.current():
        say("Fetching the front-end libraries …")
    if run(PYTHON, SETUP / "assets.py"):
        UNDER_WAY.unlink()
        raise SetUpError("The front-end libraries could not be fetched. The next start tries again.")
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    for tests in {False, for_tests}:
        stamp(tests).write_text(fingerprint(tests))
    UNDER_WAY.unlink()
    say("Everything is in place.")


def usable() -> bool:
    """Whether .venv has a Python that runs in it, and its pip."""
    test = f"import sys, pip; sys.exit(sys.version_info < (3, 11) or not sys.prefix.endswith({VENV.name!r}))"
    return PYTHON.exists() and run(PYTHON, "-c", test, quiet=True) == 0


def make_environment() -> None:
    """Make .venv anew, with the Python that this one is based on."""
    say("Making a Python environment …")
    base = getattr(sys, "_base_executable", None) or sys.executable
    if run(base, "-m", "venv", "--clear", VENV):
        raise SetUpError(f"The Python environment could not be made in {VENV}.")


def pip(*arguments: str) -> None:
    """`pip install` in .venv. When pip itself reports a failure it has tidied up; the next start builds on that."""
    quietly = ("-qq", "--disable-pip-version-check", "--no-input", "--no-warn-script-location")
    if code := run(PYTHON, "-m", "pip", "install", *quietly, *arguments):
        if code > 0:
            UNDER_WAY.unlink()
        raise SetUpError("The Python packages could not be installed (no network?). The next start tries again.")


def run(*command: str | Path, quiet: bool = False) -> int:
    """Run a command with its output on standard error; returns its exit code."""
    output = subprocess.DEVNULL if quiet else sys.stderr
    return subprocess.run(  # noqa: S603 - the commands are ours
        list(map(str, command)), check=False, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        cwd=ROOT, env=environment(), close_fds=False,
    ).returncode  # fmt: skip


def environment() -> dict[str, str]:
    """The variables for the Python in .venv: without the one that would send it to another library."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}


def hand_over(arguments: list[str]) -> None:
    """Go on as the Python in .venv, in the same process where that is possible."""
    command = [str(PYTHON), "-m", "registry", *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False, env=environment()).returncode)  # noqa: S603 - our own Python
    os.execve(PYTHON, command, environment())  # noqa: S606 - our own Python


def say(line: str) -> None:
    """One line of progress, on standard error."""
    print(line, file=sys.stderr, flush=True)
