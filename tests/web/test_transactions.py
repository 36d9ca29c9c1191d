"""What must not stand in anybody's way."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from registry.db import Database
from tests.cast import Cast
from tests.serving import running


def test_whoever_sends_slowly_holds_up_nobody(
    database: Database, database_url: str, cast: Cast, tmp_path: Path
) -> None:
    cast.sign_in("alice")
    token = cast.client.cookies["session"]
    with running(tmp_path, "--empty", database_url=database_url) as url:
        where = urlsplit(url)
        with socket.create_connection((where.hostname, where.port)) as slow:
            slow.sendall(
                b"POST /mine/organisationer/ny HTTP/1.1\r\nHost: " + where.netloc.encode() + b"\r\n"
                b"Cookie: session=" + token.encode() + b"\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname="
            )
            time.sleep(1)
            answer = httpx.post(
                f"{url}/konto", data={"name": "Alice Lund", "locale": "da"}, cookies={"session": token}, timeout=30
            )
            assert answer.status_code == 303, "the write lock was held by a post that had not arrived"
