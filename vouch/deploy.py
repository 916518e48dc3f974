"""A site that was built, as a commit on a branch of its own, pushed to a remote.

ghp-import makes the commit. It is run as a program, in the site's repository: it works in the
folder that it is started in, and lets git write to the terminal. No branch of the author's is
touched: the commit is made on one that exists for that long alone; only the push moves anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vouch.domains import domain, host
from vouch.frozen import frozen
from vouch.marker import MARKER, files_noted

_KEPT = "CNAME"
"""What GitHub itself writes to the branch when somebody enters a domain in its settings."""
_WRITTEN = "Vouch-Domain:"
"""Begins the line of a commit's message that says which domain Vouch wrote there by `url`."""


class CannotDeploy(Exception):
    """The site was not deployed, and what stood online stands; the message says why."""


@frozen
class Deployed:
    """What was pushed: the commit, empty where the branch had the very same site already.

    ``domain`` is what the branch says that the site is served at; ``contradicts`` that it is not
    the host of the site's address, and was not written by Vouch, which left it as it was.
    """

    commit: str
    domain: str
    contradicts: bool = False


def check_remote(site: Path, remote: str, branch: str) -> None:
    """See to it that there is a repository to deploy from and a remote to deploy to.

    Raises CannotDeploy.
    """
    if _try(site, "rev-parse", "--git-dir") is None:
        raise CannotDeploy(f"{site} is in no repository of git; `git init` makes one")
    if _try(site, "check-ref-format", f"refs/heads/{branch}") is None:
        raise CannotDeploy(f"`{branch}` cannot be the name of a branch")
    if remote not in (names := (_try(site, "remote") or "").split()):
        there = f"there are {', '.join(names)}" if names else f"`git remote add {remote} …` adds it"
        raise CannotDeploy(f"the repository has no remote `{remote}`; {there}")
    if _try(site, "var", "GIT_COMMITTER_IDENT") is None:
        raise CannotDeploy(
            "git does not know whose commit it would be; `git config user.name …` and"
            " `git config user.email …` tell it"
        )


def deploy(
    site: Path, folder: Path, *, remote: str, branch: str, message: str, url: str
) -> Deployed:
    """Commit the site in ``folder`` on top of what the remote has there, and push it.

    Raises CannotDeploy where that would take away what Vouch did not make, and for whatever git
    refuses.
    """
    paths = _paths(folder)
    temporary = f"vouch-deploy-{os.getpid()}"
    with _ends(site, f"refs/heads/{temporary}"):
        tip = _fetched(site, remote, branch, temporary)
        kept = _kept(site, tip, url) if tip and _KEPT not in paths else ""
        named = kept or ("" if _KEPT in paths else domain(url))
        if tip:
            _refuse_strangers(site, tip, {*paths, _KEPT}, f"{remote}/{branch}")
        if named and not kept:
            message = f"{message}\n\n{_WRITTEN} {named}"
        _commit(site, folder, temporary, message, named)
        commit = _git(site, "rev-parse", f"refs/heads/{temporary}").strip()
        wanted = {*paths, ".nojekyll", *([_KEPT] if named else [])}
        if _tree(site, commit) != wanted:
            raise CannotDeploy("the commit does not hold the site that was built")
        contradicts = bool(kept) and kept.lower() != host(url)
        if tip and _try(site, "diff", "--quiet", tip, commit) is not None:
            return Deployed("", named, contradicts)
        _push(site, commit, remote, branch)
        return Deployed(commit, named, contradicts)


def _kept(site: Path, tip: str, url: str) -> str:
    """The domain that the branch names and goes on naming; empty where there is none.

    One that Vouch wrote there goes once the site's address is elsewhere.
    """
    named = (_try(site, "show", f"{tip}:{_KEPT}") or "").strip()
    said = _git(site, "log", "-1", "--format=%B", tip, "--", _KEPT).splitlines()
    is_ours = f"{_WRITTEN} {named}" in said
    return "" if is_ours and named.lower() != host(url) else named


def _paths(folder: Path) -> frozenset[str]:
    """The files of the site, as they will be called on the branch."""
    if (folder / ".git").exists():
        raise CannotDeploy(f"{folder} is a working tree of git itself; commit and push in there")
    files = [path for path in folder.rglob("*") if path.is_file()]
    paths = frozenset(path.relative_to(folder).as_posix() for path in files)
    for path in sorted(paths):
        if path.startswith('"') or not path.isprintable():
            raise CannotDeploy(f"git cannot be told of a file called {path!r}; rename it")
    return paths


def _fetched(site: Path, remote: str, branch: str, temporary: str) -> str:
    """The commit that the remote has at its branch, fetched; empty where it has no such branch."""
    found = _git(site, "ls-remote", remote, f"refs/heads/{branch}").split()
    if found:
        _git(
            site,
            "fetch",
            "--quiet",
            "--no-tags",
            remote,
            f"refs/heads/{branch}:refs/heads/{temporary}",
        )
        return _git(site, "rev-parse", f"refs/heads/{temporary}").strip()
    return ""


def _refuse_strangers(site: Path, tip: str, ours: set[str], where: str) -> None:
    """Raise CannotDeploy where the branch holds files that Vouch neither made nor brings again."""
    there = _tree(site, tip)
    marker = (_try(site, "show", f"{tip}:{MARKER}") or "").encode("utf-8", "surrogateescape")
    noted = files_noted(marker)
    if noted is None and (strange := sorted(there - {_KEPT, ".nojekyll"})):
        raise CannotDeploy(
            f"{where} holds files that Vouch did not make, such as {strange[0]}; name another"
            " branch with --branch"
        )
    strange = sorted(there - ours - (noted or frozenset()) - {MARKER})
    if strange:
        more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        raise CannotDeploy(
            f"{where} holds {strange[0]}{more}, which Vouch did not make and would take away; put"
            " it into the site's folder, where it stays, or remove it from the branch"
        )


def _tree(site: Path, commit: str) -> set[str]:
    return {*_git(site, "ls-tree", "-r", "-z", "--name-only", commit).split("\0")} - {""}


def _commit(site: Path, folder: Path, branch: str, message: str, named: str) -> None:
    command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", branch]
    command += ["--message", message, *(["--cname", named] if named else []), str(folder.resolve())]
    done = subprocess.run(
        command, cwd=site, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        raise CannotDeploy(f"the site cannot be committed: {_last_line(done.stderr)}")


def _push(site: Path, commit: str, remote: str, branch: str) -> None:
    done = _run(site, "push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
    if done.returncode:
        lines = done.stderr.splitlines()
        telling = [line for line in lines if line.lstrip().startswith(("!", "remote:", "fatal:"))]
        reason = "; ".join(" ".join(line.split()) for line in telling[:3]) or _last_line(
            done.stderr
        )
        raise CannotDeploy(f"{remote} did not take {branch}: {reason}")


@contextmanager
def _ends(site: Path, ref: str) -> Iterator[None]:
    """Within, a ref may exist that is gone afterwards."""
    try:
        yield
    finally:
        _run(site, "update-ref", "-d", ref)


def _git(site: Path, *arguments: str) -> str:
    """What a command of git prints. Raises CannotDeploy with what it says where it fails."""
    done = _run(site, *arguments)
    if done.returncode:
        raise CannotDeploy(f"git {arguments[0]} failed: {_last_line(done.stderr)}")
    return done.stdout


def _try(site: Path, *arguments: str) -> str | None:
    """What a command of git prints; None where it fails."""
    done = _run(site, *arguments)
    return None if done.returncode else done.stdout


def _run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = ["git", *arguments]
    try:
        return subprocess.run(
            command,
            cwd=site,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise CannotDeploy("there is no git here, which deploying needs") from None


def _last_line(said: str) -> str:
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (telling or lines or ["it did not say why"])[-1]
