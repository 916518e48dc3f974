"""`deploy`, tried against bare repositories on the disk: what is pushed, what is refused."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.test_starting import bytes_of
from vouch import deploy as deploying
from vouch.cli import main
from vouch.deploy import CannotDeploy, Deployed, check_remote
from vouch.domains import domain, unreachable

SETTINGS = "title: Site\nurl: https://site.example/\n"
ARTICLE = "---\ntitle: A deal\ndate: 2026-11-02\n---\nWords.\n"
DAY = ("--today", "2026-11-23")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that knows nobody but the one who deploys here."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's folder in which the site is built."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "content").mkdir(parents=True)
    (folder / "content/site.yaml").write_text(SETTINGS)
    (folder / "content/deal.md").write_text(ARTICLE)
    (folder / ".gitignore").write_text("/_site/\n/.vouch-*\n")
    assert main(["--site", str(folder), *DAY, "-q"]) == 0
    return folder


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A site in a repository of its own, with a bare one for its remote."""
    folder = tmp_path / "site"
    shutil.copytree(built, folder)
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(folder, "init", "-q")
    git(folder, "config", "user.name", "The desk")
    git(folder, "config", "user.email", "desk@site.example")
    git(folder, "remote", "add", "origin", "../remote.git")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Begin")
    return folder


def deploy(site: Path, *arguments: str) -> int:
    """The whole command, with the build before it."""
    return main(["deploy", "--site", str(site), *DAY, *arguments])


def push(site: Path, branch: str = "gh-pages", url: str = "https://site.example/") -> Deployed:
    """What the command does once the site is built."""
    check_remote(site, "origin", branch)
    folder = site / "_site"
    return deploying.deploy(
        site, folder, remote="origin", branch=branch, message="Publish the site", url=url
    )


def pushed(site: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """The files that the remote has at a branch, with their bytes."""
    remote = site.parent / "remote.git"
    names = git(remote, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
    show = ["git", "show"]
    return {
        name: subprocess.run(
            [*show, f"{branch}:{name}"], cwd=remote, capture_output=True, check=True
        ).stdout
        for name in names
        if name
    }


def state(site: Path) -> tuple[str, str, str]:
    """All that deploying must leave alone: the branches, the working tree, what is staged."""
    refs = git(site, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
    return refs, git(site, "status", "--porcelain"), git(site, "rev-parse", "HEAD")


def test_a_site_is_pushed_as_it_was_built(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(site)
    assert deploy(site) == 0
    assert "Deployed to origin/gh-pages as " in capsys.readouterr().out
    assert pushed(site) == bytes_of(site / "_site")
    assert pushed(site)[".nojekyll"] == b""
    assert "CNAME" not in pushed(site)
    assert state(site) == before
    remote = site.parent / "remote.git"
    assert git(remote, "log", "--format=%an <%ae> %s", "gh-pages").splitlines() == [
        "The desk <desk@site.example> Publish the site"
    ]


def test_the_same_site_is_not_pushed_twice(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    push(site)
    tip = git(site.parent / "remote.git", "rev-parse", "gh-pages")
    assert deploy(site) == 0
    assert "Nothing to deploy: origin/gh-pages has this very site" in capsys.readouterr().out
    assert git(site.parent / "remote.git", "rev-parse", "gh-pages") == tip


def test_a_change_goes_on_top_of_what_is_there(site: Path) -> None:
    push(site)
    (site / "content/deal.md").unlink()
    (site / "content/other.md").write_text(ARTICLE)
    assert deploy(site, "-q", "-m", "Two of them", "--branch", "gh-pages") == 0
    assert pushed(site) == bytes_of(site / "_site")
    log = git(site.parent / "remote.git", "log", "--format=%s", "gh-pages").splitlines()
    assert log == ["Two of them", "Publish the site"]


def test_another_clone_goes_on_from_what_the_first_pushed(site: Path, tmp_path: Path) -> None:
    git(site, "push", "-q", "origin", "main")
    push(site)
    git(tmp_path, "clone", "-q", "-b", "main", "remote.git", "clone")
    for key, value in (("user.name", "Other"), ("user.email", "other@site.example")):
        git(tmp_path / "clone", "config", key, value)
    (tmp_path / "clone/content/more.md").write_text(ARTICLE)
    assert deploy(tmp_path / "clone", "-q") == 0
    assert git(tmp_path / "remote.git", "rev-list", "--count", "gh-pages") == "2\n"


def test_the_commit_holds_the_same_whenever_it_is_made(site: Path) -> None:
    push(site, "one")
    push(site, "two")
    trees = git(site.parent / "remote.git", "rev-parse", "one^{tree}", "two^{tree}").split()
    assert trees[0] == trees[1]


def test_another_remote_branch_and_folder(site: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "other.git")
    git(site, "remote", "add", "other", "../other.git")
    assert (
        deploy(site, "-q", "--remote", "other", "--branch", "site", "-o", str(tmp_path / "o")) == 0
    )
    assert git(tmp_path / "other.git", "branch", "--format=%(refname:short)") == "site\n"
    assert git(tmp_path / "remote.git", "branch") == ""


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://figures.news/", "figures.news"),
        ("https://www.Figures.news", "www.figures.news"),
        ("https://desk.github.io/site/", ""),
        ("https://desk.github.io/", ""),
        ("https://figures.news/below/", ""),
        ("https://site.example/", ""),
        ("https://localhost/", ""),
        ("https://127.0.0.1/", ""),
        ("https://figures.news:8443/", ""),
        ("https://[::1]/", ""),
        ("https://127.1/", ""),
        ("https://facts.example.org/", ""),
    ],
)
def test_the_domain_is_that_of_the_address(url: str, wanted: str) -> None:
    assert domain(url) == wanted


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://figures.news/", ""),
        ("https://desk.github.io/site/", ""),
        ("https://example.com.figures.news/", ""),
        ("https://myexample.com/", ""),
        ("https://test.figures.news/", ""),
        ("https://intranet/", ""),
        ("https://9.9.9.9/", ""),
        ("https://[2620:fe::9]/", ""),
        ("https://site.example/", "reserved"),
        ("https://SITE.Example./below/", "reserved"),
        ("https://figures.test/", "reserved"),
        ("https://figures.invalid/", "reserved"),
        ("http://localhost:8000/", "reserved"),
        ("http://site.localhost/", "reserved"),
        ("https://example.com/", "reserved"),
        ("https://www.example.net/", "reserved"),
        ("https://a.b.example.org/", "reserved"),
        ("http://127.0.0.1/", "one network"),
        ("http://192.168.1.4:8000/", "one network"),
        ("http://10.0.0.1/", "one network"),
        ("http://[::1]/", "one network"),
        ("http://[fd00::1]/", "one network"),
    ],
)
def test_an_address_that_no_reader_can_follow(url: str, said: str) -> None:
    found = unreachable(url)
    assert said in found and bool(found) == bool(said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "vouch: warning: content/site.yaml:2: the host of https://site.example/ is reserved"),
        (
            ("--base-url", "http://10.0.0.1/"),
            "vouch: warning: --base-url: the host of http://10.0.0.1/ is for one network",
        ),
        (("--base-url", "https://desk.github.io/site/"), ""),
    ],
    ids=["in the settings", "as an option", "an address to be reached"],
)
def test_a_deployment_to_nowhere_is_told(
    site: Path, asked: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy(site, "-q", *asked) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said) and err.count("\n") == bool(said)
    assert "index.html" in pushed(site)


def test_a_domain_of_ones_own_is_written_to_the_branch(site: Path) -> None:
    assert push(site, url="https://figures.news/").domain == "figures.news"
    assert pushed(site)["CNAME"] == b"figures.news"
    assert "CNAME" not in bytes_of(site / "_site")


def test_a_domain_that_was_set_elsewhere_stays(site: Path) -> None:
    push(site)
    commit_there(site, {"CNAME": "figures.news\n"})
    (site / "_site/robots.txt").write_text("")
    assert push(site).domain == "figures.news"
    assert pushed(site)["CNAME"].strip() == b"figures.news"
    (site / "_site/CNAME").write_text("by.hand\n")
    push(site)
    assert pushed(site)["CNAME"] == b"by.hand\n"


OWN, OTHER = "https://figures.news/", "https://facts.news/"
ELSEWHERE = "https://desk.github.io/site/"
MOVED: dict[str, tuple[str, str, str, Deployed]] = {
    "to a host of GitHub's": (OWN, "", ELSEWHERE, Deployed("", "")),
    "to another domain": (OWN, "", OTHER, Deployed("", "facts.news")),
    "below a path of the domain": (OWN, "", f"{OWN}below/", Deployed("", "figures.news")),
    "not at all": (OWN, "", OWN, Deployed("", "figures.news")),
    "by hand, and not by the settings": (
        OWN,
        "facts.news\n",
        OWN,
        Deployed("", "facts.news", contradicts=True),
    ),
    "by hand, then by the settings": (OWN, "facts.news\n", OTHER, Deployed("", "facts.news")),
    "by hand, and a host of GitHub's": (
        ELSEWHERE,
        "facts.news",
        ELSEWHERE,
        Deployed("", "facts.news", contradicts=True),
    ),
    "by hand, in capitals": (ELSEWHERE, "Facts.news", OTHER, Deployed("", "Facts.news")),
}
"""The first address, a domain that somebody enters, the address then; what comes of it."""


@pytest.mark.parametrize(("first", "by_hand", "then", "wanted"), MOVED.values(), ids=MOVED)
def test_a_domain_that_vouch_wrote_goes_with_the_address(
    site: Path, first: str, by_hand: str, then: str, wanted: Deployed
) -> None:
    push(site, url=first)
    if by_hand:
        commit_there(site, {"CNAME": by_hand})
    for _ in range(2):
        (site / "_site/robots.txt").write_bytes(b"# " + (site / "_site/robots.txt").read_bytes())
        done = push(site, url=then)
        assert done == replace(wanted, commit=done.commit)
        assert pushed(site).get("CNAME", b"").decode() == wanted.domain
    assert push(site, url=then) == wanted


def test_a_domain_that_contradicts_the_address_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    push(site)
    commit_there(site, {"CNAME": "figures.news"})
    assert deploy(site, "-q", "--base-url", ELSEWHERE) == 0
    assert capsys.readouterr().err == (
        "vouch: warning: --base-url: origin/gh-pages has a CNAME that names figures.news, and the"
        f" site says {ELSEWHERE}: set `url` to https://figures.news/, or remove CNAME from the"
        " branch\n"
    )
    assert deploy(site, "-q", "--base-url", OWN) == 0
    assert capsys.readouterr().err == ""


def commit_there(site: Path, files: dict[str, str], branch: str = "gh-pages") -> None:
    """Somebody else commits files to the branch of the remote."""
    clone = site.parent / "somebody"
    git(site.parent, "clone", "-q", "remote.git", "somebody")
    git(clone, "checkout", "-q", *(["-b"] if not _has(site, branch) else []), branch)
    for name, text in files.items():
        (clone / name).write_text(text)
    git(clone, "add", ".")
    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@site.example")
    git(clone, *identity, "commit", "-q", "-m", "By hand")
    git(clone, "push", "-q", "origin", branch)


def _has(site: Path, branch: str) -> bool:
    return bool(git(site.parent / "remote.git", "branch", "--list", branch))


def _error(site: Path) -> None:
    (site / "content/deal.md").write_text("---\ntitle: A deal\n---\nWords.\n")


def _no_remote(site: Path) -> None:
    git(site, "remote", "remove", "origin")


def _no_repository(site: Path) -> None:
    (site / ".git").rename(site.parent / "git")


def _nobody(site: Path) -> None:
    git(site, "config", "--unset", "user.email")
    git(site, "config", "user.useConfigOnly", "true")


def _nowhere(site: Path) -> None:
    (site.parent / "remote.git").rename(site.parent / "gone.git")


def _refusing(site: Path) -> None:
    hook = site.parent / "remote.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'the branch is protected' >&2\nexit 1\n")
    hook.chmod(0o755)


def _sources(site: Path) -> None:
    git(site, "push", "-q", "origin", "main")


def _foreign(site: Path) -> None:
    commit_there(site, {"index.html": "by hand"})


def _added(site: Path) -> None:
    push(site)
    commit_there(site, {"notes.txt": "by hand"})


def _working_tree(site: Path) -> None:
    git(site / "_site", "init", "-q")


def _unspeakable(site: Path) -> None:
    (site / '_site/"a.txt').write_text("words")


REFUSED: dict[str, tuple[Callable[[Path], None], tuple[str, ...], str]] = {
    "a site with an error": (_error, (), "error[missing-key]"),
    "no remote": (_no_remote, (), "no remote `origin`; `git remote add origin …` adds it"),
    "another remote": (lambda _: None, ("--remote", "up"), "no remote `up`; there are origin"),
    "no repository": (_no_repository, (), "is in no repository of git"),
    "nobody to commit": (_nobody, (), "git does not know whose commit"),
    "a remote that is gone": (_nowhere, (), "git ls-remote failed: fatal:"),
    "a push that is rejected": (_refusing, (), "did not take gh-pages: remote: the branch is prot"),
    "a branch of somebody else": (
        _foreign,
        (),
        "files that Vouch did not make, such as index.html",
    ),
    "the branch with the sources": (
        _sources,
        ("--branch", "main"),
        "files that Vouch did not make",
    ),
    "a file added by hand": (_added, (), "holds notes.txt, which Vouch did not make"),
    "no name of a branch": (lambda _: None, ("--branch", "a..b"), "cannot be the name of a branch"),
    "a working tree": (_working_tree, (), "is a working tree of git itself"),
    "a name that git cannot be told": (_unspeakable, (), "git cannot be told of a file"),
}


@pytest.mark.parametrize(("spoil", "asked", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_deployed_leaves_all_as_it_was(
    site: Path,
    spoil: Callable[[Path], None],
    asked: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(site)
    remotes = [path for path in site.parent.glob("*.git") if path.is_dir()]
    in_repository = (site / ".git").exists()

    def everything() -> object:
        there = [git(remote, "for-each-ref") for remote in remotes]
        return there, state(site) if in_repository else ""

    before = everything()
    capsys.readouterr()
    if asked or "error[" in said:
        assert deploy(site, "-q", *asked) == 1
    else:
        with pytest.raises(CannotDeploy) as refused:
            push(site)
        print(refused.value, file=sys.stderr)
    out, err = capsys.readouterr()
    assert said in out + err
    assert "Traceback" not in err
    if not out:
        assert len(err.splitlines()) == 1
    assert everything() == before
