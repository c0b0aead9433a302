"""Editions made by the workers of a Dask cluster: the same bytes as here, and what is told where it cannot be."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from area_briefs import AREAS, area_brief, pages
from conftest import ROOT
from dask_clusters import real_cluster
from statbrief.cli import main
from statbrief.each import cluster
from statbrief.each.areas import read_areas
from statbrief.each.cluster import connected, made_there
from statbrief.each.edition import Editions
from statbrief.each.folder import Folders
from statbrief.each.making import Wanted
from statbrief.each.settings import read_each
from statbrief.each.there import unlike, versions
from statbrief.errors import Place, ProjectError, WritingError
from statbrief.project.project import read_project

SAME = "install the same there, for its pages would be others"
NOBODY = "tcp://127.0.0.1:9"


def to_build(folder: Path) -> Editions:
    """The editions of a brief, as pages."""
    areas = read_areas(folder, read_each(read_project(folder)))
    return Editions(Folders(folder=folder, areas=areas), Wanted(("html",)))


def refused(address: str, answer: float = 0.1) -> list[str]:
    """The faults of a connection that cannot be."""
    with pytest.raises(ProjectError) as error, connected(address, answer):
        pass
    return [str(each) for each in error.value.faults]


def test_an_address_that_nobody_answers_at_is_told() -> None:
    """In a line, after a time; so is one that is none."""
    [fault] = refused(NOBODY)
    assert fault == (
        f"--cluster: {NOBODY}: no scheduler answers within 0.1 s; start one with dask scheduler, or name the address"
        " that it prints, such as tcp://10.0.0.5:8786"
    )
    [fault] = refused("nowhere")
    assert fault.startswith("--cluster: nowhere: is no address (missing port number in address 'nowhere'); write one")


def test_a_cluster_without_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install; nothing else needs the package."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    [fault] = refused(NOBODY)
    assert fault == (
        f"--cluster: {NOBODY}: needs the package distributed, which is not installed; install the extra: pip install"
        " 'statbrief[cluster]'"
    )


class StandIn:
    """A cluster's client, as far as it is asked for versions: what its scheduler and its workers have."""

    def __init__(self, scheduler: object, workers: Mapping[str, object]) -> None:
        self.scheduler, self.workers = scheduler, workers

    def wait_for_workers(self, count: int, timeout: float) -> None:
        """Raises `TimeoutError` where there are fewer."""
        if len(self.workers) < count:
            raise TimeoutError(timeout)

    def run_on_scheduler(self, _: object) -> object:
        """What the scheduler says, or raises."""
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler

    def run(self, _: object, on_error: str) -> Mapping[str, object]:
        """What each worker says, or raised."""
        assert on_error == "return"
        return self.workers


def held(scheduler: object, workers: Mapping[str, object]) -> list[str]:
    """The faults of a cluster whose scheduler and workers say this of themselves."""
    client: Any = StandIn(scheduler, workers)
    try:
        cluster._hold_versions(client, Place("--cluster"), NOBODY, 30)  # noqa: SLF001 -- no cluster has them all
    except ProjectError as error:
        return [str(each) for each in error.faults]
    return []


def test_workers_of_other_versions_are_refused() -> None:
    """Each by name, with what it has and what is wanted; so is who cannot load this program, and a cluster of none."""
    own, pint = versions(), versions()["pint"]
    assert held(own, {"tcp://a:1": own}) == []
    there = {"tcp://a:1": {**own, "pint": "9.9"}, "tcp://b:1": own, "tcp://c:1": ImportError("no statbrief")}
    assert held(own, there) == [
        f"--cluster: tcp://a:1: has pint 9.9 in the place of {pint}; {SAME}",
        "--cluster: tcp://c:1: cannot load statbrief (ImportError: no statbrief); install statbrief 0.1.0 there",
    ]
    assert held({**own, "Python": "3.1"}, {"tcp://a:1": own})[0].startswith("--cluster: scheduler: has Python 3.1 in")
    [fault] = held(own, {})
    assert fault == f"--cluster: {NOBODY}: has no worker within 30 s; start some with dask worker {NOBODY}"


def test_a_worker_that_joins_later_is_held_to_it_too() -> None:
    """It says what it has otherwise in the place of an edition."""
    assert unlike(versions(), {**versions(), "pandas": "1.0"}).startswith("pandas 1.0 in the place of ")
    assert not unlike(versions(), versions())


def test_a_cluster_is_asked_for_with_each() -> None:
    """And has workers of its own."""
    lone = CliRunner().invoke(main, ["build", str(ROOT), "--cluster", NOBODY])
    assert (lone.exit_code, "--cluster goes with --each" in lone.output) == (2, True)
    both = CliRunner().invoke(main, ["build", str(ROOT), "--each", "--cluster", NOBODY, "--workers", "2"])
    assert "--workers are processes here, and a cluster has its own: leave one of both out" in both.output


def test_what_is_too_large_to_be_sent_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the largest file; the limit is one of what editions share, not of their data."""
    monkeypatch.setattr(cluster, "_MOST", 100)
    editions = to_build(area_brief(tmp_path / "brief"))
    with pytest.raises(
        ProjectError, match=r"--cluster: files: 0 MB would be sent to each worker, 0 MB of them \w+"
    ) as found:
        list(made_there(None, editions, editions.folders.areas.listed))
    assert "move what no page shows out of the folder" in str(found.value)


# -- a real one -------------------------------------------------------------------------------------------------------
def build(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """`statbrief build --each`, running."""
    command = [sys.executable, "-m", "statbrief", "build", str(folder), "--each", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.thorough
def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(tmp_path: Path) -> None:
    """Page, print and record of each, as one process here makes them; what the worker had is made by the other."""
    here, there = area_brief(tmp_path / "here"), area_brief(tmp_path / "there")
    with real_cluster(tmp_path, (), ()) as (address, processes), build(there, "--cluster", address) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first.startswith("made: ")
        processes[1].send_signal(signal.SIGKILL)
        out, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    assert f"editions: {len(AREAS)} made by 2 processes, 0 as they were\n" in out
    with build(here, "--workers", "1") as alone:
        alone.communicate()
    assert pages(there) == pages(here)
    assert len(pages(here)) == 2 + 3 * len(AREAS)
    with build(there) as again:
        assert "editions: 0 made, 5 as they were" in again.communicate()[0]


@pytest.mark.thorough
def test_a_real_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    """Before anything is made: one that finds another pint, as its packages' folder says."""
    (tmp_path / "packages/pint-9.9.dist-info").mkdir(parents=True)
    folder = area_brief(tmp_path / "brief")
    with (
        real_cluster(tmp_path, (tmp_path / "packages",)) as (address, _),
        build(folder, "--cluster", address) as process,
    ):
        out, errors = process.communicate()
    assert (process.returncode, out, len(errors.splitlines())) == (1, "", 1)
    assert "has pint 9.9 in the place of " in errors
    assert not (folder / "_output").exists()


@pytest.mark.thorough
def test_a_build_whose_workers_all_went_ends(tmp_path: Path) -> None:
    """After a time, in a line; what was made is kept for the next."""
    editions = to_build(area_brief(tmp_path / "brief"))
    with real_cluster(tmp_path, ()) as (address, [_, worker]), connected(address) as client:
        made = made_there(client, editions, editions.folders.areas.listed, patience=1)
        assert next(made)[1]
        worker.kill()
        with pytest.raises(WritingError, match=r"^--cluster: build: no worker is left, for 1 s; start one, and build"):
            list(made)
    assert len(list(editions.folders.folder.glob("_generated/each/*.json"))) >= 1


@pytest.mark.thorough
def test_a_build_whose_scheduler_went_ends(tmp_path: Path) -> None:
    """In a line; nothing that the library says of it is printed."""
    folder = area_brief(tmp_path / "brief")
    with real_cluster(tmp_path, ()) as (address, [scheduler, _]), build(folder, "--cluster", address) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("made: ")
        scheduler.kill()
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == "--cluster: build: the scheduler is gone; start one, and build again: what was made is kept\n"
    assert len(list(folder.glob("_generated/each/*.json"))) >= 1
