"""Serving the site: migrates, seeds a demo where that is right, and runs the server processes."""

from __future__ import annotations

import logging
import os
import socket
import sys
from dataclasses import replace
from functools import partial
from ipaddress import ip_address

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from litestar.types import ASGIApp

from registry.db import Database
from registry.opening import collect_seldom, open_database
from registry.settings import Settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on the host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def serve(settings: Settings, *, host: str, port: int, workers: int, demo: bool | None) -> None:
    """Serve until interrupted.

    Args:
        settings: the settings from outside.
        host: the address to listen on.
        port: the port to listen on.
        workers: server processes.
        demo: seed the demo into an empty database (True), never (False), or where nothing real can be (None).

    Raises:
        click.ClickException: the port is taken, or the demo was asked for and the database holds something.
    """
    _check_port(host, port)
    if "REGISTRY_BASE_URL" not in os.environ:
        settings = replace(settings, base_url=f"http://{_shown(host)}:{port}")
    database = open_database(settings)
    _seed_if_right(database, settings, host, demo)
    database.close()
    settings = replace(settings, demo_sign_in=is_loopback(host))
    click.echo(f"Sammen: {settings.base_url}  (stop with Ctrl+C)")
    server = Granian(
        "registry.serving",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        log_access=False,
        log_level=LogLevels.warning,
        blocking_threads=1,
        websockets=False,
    )
    server.serve(target_loader=partial(_load, settings), wrap_loader=False)


def _load(settings: Settings) -> ASGIApp:
    """Make the application within a server process."""
    collect_seldom()
    from registry.app import create_asgi

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    return create_asgi(settings, is_server=True)


def _seed_if_right(database: Database, settings: Settings, host: str, demo: bool | None) -> None:
    if demo is False:
        return
    if demo is None and ("REGISTRY_DATABASE_URL" in os.environ or not is_loopback(host)):
        return
    from registry import seed

    if not seed.is_empty(database):
        if demo and not seed.is_demo_database(database):
            raise click.ClickException("The database holds something already; a demo is only seeded into an empty one.")
        return
    click.echo("Seeding the demo: invented organisations and offers …", err=True)
    seed.seed(database, settings.base_url)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} on {host} can't be used; is a server running there? Try --port {port + 1}."
            ) from None


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104


if __name__ == "__main__":
    sys.exit("Run python3 -m registry serve.")
