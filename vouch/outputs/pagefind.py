"""The index that Pagefind makes of records, and what its search needs in a browser.

Pagefind is a program that comes as a package. It is spoken to by its service (version 1.5: requests
and answers in JSON, in Base64, a comma behind each). What it writes differs from run to run in the
order of filters and of their values; here each gets a fixed order, and what is named after its
content another name. Records, and so the pages in an index, stay in the order that they come in.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from vouch.outputs import cbor

FOLDER = "pagefind"
_SCRIPT = "pagefind.js"
_PARTS = ("fragment/", "index/")
_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3
"""The place of the filters among the entries of a `pf_meta`, each with its name and its file."""
_NAME = 10
_PATIENCE = 60.0
_PATIENCE_EACH = 0.1
"""Seconds that an index may take, and more for each record: some fifty times what it needs."""


class Unsearchable(Exception):
    """No index could be made, and why."""


def at_work(
    records: Iterable[Mapping[str, object]],
) -> AbstractContextManager[Callable[[], Mapping[str, bytes]]]:
    """Have an index made; what is given waits for its files, by their paths in its folder.

    Pagefind works from the beginning to the end of the context, and is ended with it. Raises
    Unsearchable, when it is begun or waited for.
    """
    made = {"type": "AddRecord", "index_id": 0, "sort": None}
    asked: Iterator[Mapping[str, object]] = chain(
        [{"type": "NewIndex", "config": {}}],
        ({**made, **record} for record in records),
        [{"type": "GetFiles", "index_id": 0}],
    )
    messages = [
        b64encode(json.dumps({"message_id": number, "payload": each}).encode())
        for number, each in enumerate(asked)
    ]
    return _conversation(_executable(), b",".join([*messages, b""]), len(messages))


def _files(answers: Sequence[Mapping[str, object]]) -> Mapping[str, bytes]:
    refused = next((each for each in answers if each["type"] == "Error"), None)
    if refused is not None:
        raise Unsearchable(str(refused["message"]))
    files = answers[-1]["files"]
    assert isinstance(files, list)
    try:
        return in_order({file["path"]: b64decode(file["content"]) for file in files})
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Unsearchable(f"this version of Pagefind writes another index ({error})") from error


def in_order(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """What a browser needs of an index, the same for the same records."""
    entry = json.loads(files["pagefind-entry.json"])
    kept = {path: content for path, content in files.items() if path.startswith(_PARTS)}
    kept[_SCRIPT] = files[_SCRIPT]
    languages = dict(sorted(entry["languages"].items()))
    for language, about in languages.items():
        wasm = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
        kept[wasm] = files[wasm]
        meta = cbor.read(_opened(files[f"pagefind.{about['hash']}.pf_meta"]))
        filters = []
        for name, file in sorted(meta[_FILTERS]):
            held = cbor.read(_opened(files[f"filter/{file}.pf_filter"]))
            held[1].sort()
            path = _put(kept, f"filter/{language}_", held, ".pf_filter")
            filters.append([name, path])
        meta[_FILTERS] = filters
        about["hash"] = _put(kept, f"pagefind.{language}_", meta, ".pf_meta")
    entry["languages"] = languages
    kept["pagefind-entry.json"] = json.dumps(entry, separators=(",", ":")).encode()
    return dict(sorted(kept.items()))


def _put(files: dict[str, bytes], begin: str, value: cbor.Value, end: str) -> str:
    """Put a value to the files, named after what it holds; gives its name without its folder."""
    content = _SIGNATURE + cbor.written(value)
    path = f"{begin}{sha256(content).hexdigest()[:_NAME]}"
    files[f"{path}{end}"] = gzip.compress(content, mtime=0)
    return path.removeprefix("filter/").removeprefix("pagefind.")


def _opened(file: bytes) -> bytes:
    content = gzip.decompress(file)
    if not content.startswith(_SIGNATURE):
        raise ValueError("no signature")
    return content.removeprefix(_SIGNATURE)


def _executable() -> Path:
    try:
        from pagefind_bin import get_executable
    except ImportError:
        raise Unsearchable("the package pagefind-bin is not installed") from None
    try:
        return Path(get_executable())
    except FileNotFoundError as error:
        raise Unsearchable(str(error)) from error


@contextmanager
def _conversation(
    program: Path, messages: bytes, count: int
) -> Iterator[Callable[[], Mapping[str, bytes]]]:
    """Ask Pagefind; what is given waits for its answers, of which there are to be so many.

    It reads settings from its environment and from where it is started: there are none.
    """
    bare = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:
        process = subprocess.Popen(
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=program.parent,
            env=bare,
        )
    except OSError as error:
        raise Unsearchable(f"Pagefind does not start: {error}") from error
    patience = _PATIENCE + _PATIENCE_EACH * count
    due = monotonic() + patience
    answers: list[bytes] = []
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        writer = Thread(target=_write, args=(process.stdin, messages))
        reader = Thread(target=_read, args=(process.stdout, count, answers))
        del messages  # they may be large, and are the writer's alone

        def answered() -> Mapping[str, bytes]:
            reader.join(max(0.0, due - monotonic()))
            if reader.is_alive():
                raise Unsearchable(f"Pagefind has not answered within {patience:.0f} seconds")
            if len(answers) < count:
                process.kill()  # nothing more comes
                raise Unsearchable(f"Pagefind ended early, with status {process.wait()}")
            return _files([json.loads(b64decode(each))["payload"] for each in answers])

        try:
            _start(writer, reader)  # it answers before it has read all
            yield answered
        finally:
            process.kill()  # all that was asked for is answered, or nothing more is wanted
            for each in (writer, reader):
                if each.ident is not None:
                    each.join()


def _start(*threads: Thread) -> None:
    try:
        for each in threads:
            each.start()
    except RuntimeError as error:
        raise Unsearchable(f"Pagefind cannot be spoken to: {error}") from error


def _write(to: IO[bytes], messages: bytes) -> None:
    """Write all, or what is taken: who ends early is told of by its answers."""
    try:
        to.write(messages)
        to.flush()
    except OSError:
        with suppress(OSError):  # what is left unwritten would be written again, and fail again
            to.close()


def _read(answers: IO[bytes], count: int, into: list[bytes]) -> None:
    """Read so many answers, or as many as come."""
    parts: list[bytes] = []
    while len(into) < count and (more := os.read(answers.fileno(), 1 << 20)):
        *ends, rest = more.split(b",")
        for end in ends:
            into.append(b"".join([*parts, end]))
            parts.clear()
        parts.append(rest)
