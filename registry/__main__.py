"""`python3 -m registry …` does what `registry …` does; in a checkout it first sets up what is missing, in .venv."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything is imported that an older Python cannot read
    sys.exit("Sammen needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

from pathlib import Path

IN_CHECKOUT = Path(__file__).resolve().parents[1].joinpath("pyproject.toml").is_file()


def main() -> None:
    """Set up if needed, then hand over to the command line."""
    if IN_CHECKOUT:
        from registry._setup.install import prepare

        prepare(sys.argv[1:])
    from registry.cli import main as command_line

    command_line(prog_name="python3 -m registry")


if __name__ == "__main__":
    main()
