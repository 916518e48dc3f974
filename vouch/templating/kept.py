"""Templates as they were compiled, kept where Python keeps what it compiled of the code itself.

They are no part of what a site remembers: they hold for every site that has the same templates.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import jinja2

_ENDING = ".template"
_DIGEST = sha256().digest_size
"""So many bytes stand before the code."""
_MOST = 400
"""So many are kept; the next one takes their place."""


class Kept(jinja2.BytecodeCache):
    """Compiled templates: in memory for the next build of this process, in files for other ones.

    A file that cannot be read, or is not as it was written, is as good as none; where none can be
    written none is. They are trusted as Python's own are, which lie in the same folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(cache_from_source(__file__)).parent
        self._held: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Take the code of a template from where it is kept."""
        bucket.code = self._held.get((bucket.key, bucket.checksum))
        if bucket.code is None and (code := _read(self._path(bucket))):
            made = marshal.loads(code)  # noqa: S302 - its digest is right
            bucket.code = self._held[bucket.key, bucket.checksum] = made

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep the code of a template."""
        self._held[bucket.key, bucket.checksum] = bucket.code
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._write(self._path(bucket), marshal.dumps(bucket.code))

    def _path(self, bucket: Any) -> Path:
        whole = f"{self._compiler}\n{bucket.key}\n{bucket.checksum}".encode()
        return self._folder / f"{sha256(whole).hexdigest()[:32]}{_ENDING}"

    @cached_property
    def _compiler(self) -> str:
        """What makes code of templates: other code is made by another version of it."""
        sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
        return sha256(repr((sys.version, jinja2.__version__, sources)).encode()).hexdigest()

    def _write(self, path: Path, code: bytes) -> None:
        """Write a file, whole or not at all. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = [*self._folder.glob(f"*{_ENDING}")]
        for each in kept if len(kept) >= _MOST else ():
            each.unlink(missing_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(sha256(code).digest() + code)
                file.close()
                beside.replace(path)
            except BaseException:
                beside.unlink()
                raise


def _read(path: Path) -> bytes:
    """The code in a file; empty where there is none, or not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return b""
    digest, code = content[:_DIGEST], content[_DIGEST:]
    return code if sha256(code).digest() == digest else b""
