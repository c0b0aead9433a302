"""The workflow: it finds the last build, says what changed since, and says it once on a pull request."""

import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

Steps = list[dict[str, Any]]

STATBRIEF = """#!/bin/sh
echo "$*" > asked
echo "### $CODE"
exit "$CODE"
"""
GH = """#!/bin/sh
echo "$*" >> asked
cat comment.md > said 2> /dev/null
if [ "$FAILS" ]; then exit 1; fi
echo "$FOUND"
"""


@pytest.fixture(scope="session")
def steps(root: Path) -> Steps:
    """The steps of the workflow's one job."""
    workflow = yaml.safe_load((root / ".github/workflows/brief.yml").read_text(encoding="utf-8"))
    return list(workflow["jobs"]["brief"]["steps"])


def step(steps: Steps, name: str) -> dict[str, Any]:
    """The step with that name."""
    (found,) = [each for each in steps if each.get("name") == name]
    return found


def place(folder: Path, name: str, content: str) -> None:
    """A program in the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def run(folder: Path, step: dict[str, Any], **environment: str) -> dict[str, str]:
    """What the step leaves behind, run as GitHub runs it: bash that stops at the first fault."""
    place(folder, "bin/gh", GH)
    known = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": "summary",
        "GITHUB_OUTPUT": "output",
        "GITHUB_REPOSITORY": "a/b",
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    result = subprocess.run(command, cwd=folder, env=known | environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    kept = ("summary", "output", "asked", "said", "changes.md")
    return {name: (folder / name).read_text(encoding="utf-8") for name in kept if (folder / name).exists()}


def test_each_piece_of_shell_can_be_read(steps: Steps) -> None:
    """bash finds no fault in the grammar of any step."""
    pieces = [step["run"] for step in steps if "run" in step]
    assert len(pieces) >= 6
    for piece in pieces:
        subprocess.run(["bash", "-n", "-c", piece], check=True, capture_output=True)


def test_no_step_puts_strangers_words_into_a_shell(steps: Steps) -> None:
    """What an event says gets into a script by its environment alone."""
    assert not any("${{" in step.get("run", "") for step in steps)


def test_the_last_build_is_one_of_the_default_branch(steps: Steps, tmp_path: Path) -> None:
    """The newest successful push there; its number is handed on."""
    left = run(tmp_path, step(steps, "Find the last build of the default branch"), BRANCH="trunk", FOUND="17")
    assert left["output"] == "run=17\n"
    assert (
        "run list --repo a/b --workflow brief --branch trunk --event push --status success --limit 1" in left["asked"]
    )


@pytest.mark.parametrize("environment", [{"FOUND": ""}, {"FAILS": "1"}])
def test_without_a_last_build_nothing_is_fetched(steps: Steps, tmp_path: Path, environment: dict[str, str]) -> None:
    """Whether there is none or nobody can be asked: the workflow goes on, and the fetching is skipped."""
    left = run(tmp_path, step(steps, "Find the last build of the default branch"), BRANCH="trunk", **environment)
    assert left["output"] == "run=\n"
    (fetching,) = [each for each in steps if each.get("uses", "").startswith("actions/download-artifact@")]
    assert fetching["if"] == "steps.last.outputs.run != ''"
    assert fetching["continue-on-error"] is True
    assert fetching["with"] == {
        "name": "brief",
        "path": "last",
        "run-id": "${{ steps.last.outputs.run }}",
        "github-token": "${{ github.token }}",
    }


def test_without_an_earlier_record_the_summary_says_so(steps: Steps, tmp_path: Path) -> None:
    """The first build has nothing to be compared with; no comment follows."""
    left = run(tmp_path, step(steps, "Say what changed"))
    assert left == {"summary": "No earlier build to compare with.\n"}


@pytest.mark.parametrize(
    ("code", "said"),
    [("0", "### 0\n"), ("1", "### 1\n"), ("2", "The last build could not be compared with this one.\n")],
)
def test_what_changed_is_in_the_summary(steps: Steps, tmp_path: Path, code: str, said: str) -> None:
    """Whatever `statbrief diff` finds, the job goes on, and its Markdown is the summary."""
    place(tmp_path, ".venv/bin/statbrief", STATBRIEF)
    place(tmp_path, "last/brief.json", "{}")
    left = run(tmp_path, step(steps, "Say what changed"), CODE=code)
    assert left["summary"] == left["changes.md"] == said
    assert left["output"] == f"code={code}\n"
    assert left["asked"] == "diff last/brief.json _output/brief.json --format markdown\n"


def test_a_pull_request_has_one_comment(steps: Steps, tmp_path: Path) -> None:
    """It is edited where there is one already."""
    (tmp_path / "changes.md").write_text("### 1 figure changed.\n", encoding="utf-8")
    left = run(tmp_path, step(steps, "Say it on the pull request"), NUMBER="5", SUMMARY="https://x")
    assert left["asked"] == "pr comment 5 --repo a/b --edit-last --create-if-none --body-file comment.md\n"
    assert left["said"] == "### 1 figure changed.\n"


def test_a_comment_that_would_be_too_long_leads_to_the_summary(steps: Steps, tmp_path: Path) -> None:
    """Its headline stays."""
    (tmp_path / "changes.md").write_text("### 900 figures changed.\n" + "| x |\n" * 20_000, encoding="utf-8")
    left = run(tmp_path, step(steps, "Say it on the pull request"), NUMBER="5", SUMMARY="https://x/1")
    assert left["said"] == "### 900 figures changed.\n\nAll of it is in [the summary of the job](https://x/1).\n"


def test_a_fork_is_not_commented_on(steps: Steps) -> None:
    """Its token may not write: the step is skipped, and nothing fails."""
    condition = " ".join(step(steps, "Say it on the pull request")["if"].split())
    assert condition == (
        "github.event_name == 'pull_request' && steps.diff.outputs.code != ''"
        " && github.event.pull_request.head.repo.full_name == github.repository"
    )
