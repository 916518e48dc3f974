"""What an author sees in an editor: a language server for YAML, given the schemas in schema/."""

import itertools
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import needs

CHECKOUT = Path(__file__).parent.parent
SERVER = CHECKOUT / ".tools/node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False},  # nothing is fetched
        "hover": True,
        "completion": True,
        "validate": True,
    }
}


class Editor:
    """The side of an editor in the Language Server Protocol 3.17, over standard streams."""

    def __init__(self, program: list[str]) -> None:
        self.server = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.told: dict[str, list[str]] = {}
        self.asked = 0
        able = {
            "textDocument": {
                "hover": {"contentFormat": ["plaintext"]},
                "completion": {"completionItem": {"snippetSupport": True}},
            },
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": able})
        self.tell("initialized", {})

    def close(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.server.communicate(timeout=60)

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == self.asked and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def diagnostics(self, uri: str) -> list[str]:
        """What the server says of a document as soon as it says anything."""
        while uri not in self.told:
            self._next()
        return self.told[uri]

    def _next(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered on the way."""
        assert self.server.stdout
        length = 0
        while (line := self.server.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        said: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if said.get("method") == "textDocument/publishDiagnostics":
            marked = [_marked(problem) for problem in said["params"]["diagnostics"]]
            self.told[said["params"]["uri"]] = marked
        elif "method" in said and "id" in said:
            wanted = said["params"].get("items", []) if said.get("params") else []
            answer = [SETTINGS.get(item.get("section")) for item in wanted]
            self._send({"id": said["id"], "result": answer})
        return said

    def _send(self, message: dict[str, object]) -> None:
        assert self.server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()


def _marked(problem: Any) -> str:
    start, end = problem["range"]["start"], problem["range"]["end"]
    return f"{start['line']}:{start['character']}-{end['character']}: {problem['message']}"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    node = needs("Node.js", shutil.which("node"), "on Debian: sudo apt install nodejs")
    server = needs("the YAML language server", SERVER, ".ci/run fetches it into .tools")
    started = Editor([str(node), str(server), "--stdio"])
    yield started
    started.close()


NUMBERS = itertools.count()


def opened(editor: Editor, kind: str, text: str) -> tuple[str, dict[str, int]]:
    """A file of content/ with its first line and `text`, and the place of the `|` in it."""
    first = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n"
    before, _, after = f"{first}{text}".partition("|")
    uri = (CHECKOUT / f"content/case-{next(NUMBERS)}.yaml").as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": before + after}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    return uri, {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}


CLAIM = """
claims:
  - id: stake
    quote: about 10 %
    verdict: accurate
"""
KEYS_OF_A_CLAIM = """
    prefix suffix also claimant said appearance summary explanation figure check sources checked
    checked_by recheck corrections
""".split()
VERDICTS = """
    accurate mostly-accurate missing-context misleading inaccurate unverifiable pending
""".split()
MODALITIES = "exact about up-to at-least estimated announced".split()
COMPLETED = {
    "keys of a claim": ("claims", f"{CLAIM}    |", KEYS_OF_A_CLAIM),
    "keys of a claim begun": ("claims", f"{CLAIM}    s|", KEYS_OF_A_CLAIM),
    "keys of a shared source": ("sources", "amd:\n  title: A\n  u|", "publisher url seen".split()),
    "keys of a source under its key": ("sources", "sources:\n  amd:\n    title: A\n    |", ["url"]),
    "keys of the settings": ("site", "title: A\nurl: https://a.example/\n|", ["timezone", "lang"]),
    "verdicts": ("claims", CLAIM.replace("accurate", "|"), VERDICTS),
    "verdicts begun": ("claims", CLAIM.replace("accurate", "mis|"), VERDICTS),
    "modalities": ("claims", f"{CLAIM}    figure: {{value: 6, modality: |}}", MODALITIES),
    "units": ("claims", f"{CLAIM}    figure:\n      value: 6\n      unit: |", ["%", "GW", "EUR"]),
    "units in braces": ("claims", f"{CLAIM}    figure: {{value: 6, unit: G|}}", ["GW", "share"]),
}


@pytest.mark.parametrize(("kind", "text", "wanted"), COMPLETED.values(), ids=COMPLETED)
def test_it_completes(editor: Editor, kind: str, text: str, wanted: list[str]) -> None:
    uri, place = opened(editor, kind, text)
    offered = editor.ask(
        "textDocument/completion", {"textDocument": {"uri": uri}, "position": place}
    )
    assert set(wanted) <= {item["label"] for item in offered["items"]}


@pytest.mark.parametrize("key", ["summary", "checked", "claimant", "explanation"])
def test_it_offers_nothing_for_a_text(editor: Editor, key: str) -> None:
    uri, place = opened(editor, "claims", f"{CLAIM}    {key}: |")
    asked = {"textDocument": {"uri": uri}, "position": place}
    assert editor.ask("textDocument/completion", asked)["items"] == []


def test_what_it_completes_is_yaml(editor: Editor) -> None:
    """A bare % at the start of a value would be none."""
    uri, place = opened(editor, "claims", f"{CLAIM}    figure:\n      value: 6\n      unit: |")
    asked = {"textDocument": {"uri": uri}, "position": place}
    offered = editor.ask("textDocument/completion", asked)["items"]
    assert {item["insertText"] for item in offered if item["label"] == "%"} == {'"%"'}


EXPLAINED = {
    "key of a claim": (CLAIM.replace("quote", "qu|ote"), "The passage as it stands in the article"),
    "key of a figure": (f"{CLAIM}    figure: {{val|ue: 6}}", "A decimal with a point, as in 9.10."),
    "unit": (f"{CLAIM}    figure: {{value: 6, un|it: GW}}", "A unit or a currency code"),
    "verdict": (CLAIM.replace("accurate", "accu|rate"), "A key of the verdict scale."),
    "what a verdict means": (CLAIM.replace("verdict", "ver|dict"), "`misleading`: "),
}


@pytest.mark.parametrize(("text", "said"), EXPLAINED.values(), ids=EXPLAINED)
def test_it_explains(editor: Editor, text: str, said: str) -> None:
    uri, place = opened(editor, "claims", text)
    shown = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
    assert said in shown["contents"]["value"]


MARKED = {
    "key": (f"{CLAIM}    sumary: ten", ["6:4-10: Property sumary is not allowed."]),
    "key of a source in place": (
        f"{CLAIM}    sources: [{{title: A, url: 'https://a.example/', exerpt: b}}]",
        ["6:52-58: Property exerpt is not allowed."],
    ),
    "verdict": (
        CLAIM.replace("accurate", "acurate"),
        [f"5:13-20: Value is not accepted. Valid values: {str(VERDICTS)[1:-1]}."],
    ),
    "unit": (
        f"{CLAIM}    figure: {{value: 6, unit: gigawat}}",
        ["6:29-36: This unit is not in the table of common ones; check its spelling."],
    ),
    "number": (
        f"{CLAIM}    figure:\n      value: 1,5",
        ["7:13-16: Write digits, with a point for decimals, as in 9.10."],
    ),
    "a figure that is right": (f"{CLAIM}    figure: {{value: 9.10, unit: million shares}}", []),
    "shorter forms and an empty field": (
        f"{CLAIM}    claimant: AMD\n    sources: release\n    summary:\n    said: 2025\n",
        [],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), MARKED.values(), ids=MARKED)
def test_it_marks_what_is_wrong(editor: Editor, text: str, wanted: list[str]) -> None:
    uri, _ = opened(editor, "claims", text)
    assert editor.diagnostics(uri) == [line.replace("'", '"') for line in wanted]


@pytest.mark.parametrize(
    "path", sorted((CHECKOUT / "content").glob("*.yaml")), ids=lambda p: p.name
)
def test_it_finds_nothing_wrong_with_the_site(editor: Editor, path: Path) -> None:
    uri = path.as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    assert editor.diagnostics(uri) == []
