"""Editions made on other machines, by the workers of a Dask cluster that is there already.

What an edition is made of is sent, and its files come back: the machines share no folder. A worker of other versions
than here would make other pages, so all must be the same. What one had that is lost is made by another.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

from statbrief.each.apart import Delivered, Files
from statbrief.each.areas import Listed
from statbrief.each.edition import Editions
from statbrief.each.laid import lay
from statbrief.each.making import Made, Order, faults_of
from statbrief.each.there import Unlike, make_there, same, unlike, versions
from statbrief.each.workers import Ended
from statbrief.errors import Fault, Place, ProjectError, WritingError
from statbrief.files.inside_folder import leaves
from statbrief.files.own_files import files_in
from statbrief.files.paths import KEPT
from statbrief.files.write import replace_file
from statbrief.record.released import kept_folder

INSTALL = "pip install 'statbrief[cluster]'"
ANSWER = 10.0
"""Seconds in which a scheduler must answer."""
WORKERS = 30.0
"""Seconds in which a first worker must be there, and another after all have gone."""
_MOST = 100 << 20
"""Bytes that editions may share beside each other's own data: more than that is no brief's."""
_MEGABYTE = 1 << 20
_START = "start one, and build again: what was made is kept"
_NOISY = ("distributed", "tornado", "asyncio")


@contextmanager
def connected(address: str, answer: float = ANSWER, workers: float = WORKERS) -> Iterator[Any]:
    """A connection to the cluster's scheduler, all of whose workers have the versions that are here.

    Raises `ProjectError` where the extra is missing, nobody answers in time, no worker is there, or one is unlike.
    """
    place = Place("--cluster")
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        found = f"needs the package {error.name or 'distributed'}, which is not installed"
        raise ProjectError(place.fault(address, found, f"install the extra: {INSTALL}")) from error
    with _quiet():
        try:
            client = distributed.Client(address, timeout=answer, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ProjectError(place.fault(address, *_unreached(error, answer))) from error
        try:
            _hold_versions(client, place, address, workers)
            with client.as_current():
                yield client
        finally:
            client.close(timeout=answer)


def _unreached(error: Exception, answer: float) -> tuple[str, str]:
    """Why there is no connection, and what is to be done."""
    if isinstance(error, OSError):
        wanted = "start one with dask scheduler, or name the address that it prints, such as tcp://10.0.0.5:8786"
        return f"no scheduler answers within {answer:g} s", wanted
    return f"is no address ({' '.join(str(error).split())})", "write one such as tcp://10.0.0.5:8786"


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the library print nothing: what matters is told as a fault."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _NOISY]
    loggers = [logging.getLogger(name) for name in names]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)


def _hold_versions(client: Any, place: Place, address: str, workers: float) -> None:  # noqa: ANN401 -- the library's
    """Raise `ProjectError` for workers, or a scheduler, that lack what is here."""
    try:
        client.wait_for_workers(1, timeout=workers)
    except TimeoutError as error:
        found = f"has no worker within {workers:g} s"
        raise ProjectError(place.fault(address, found, f"start some with dask worker {address}")) from error
    try:
        told = {"scheduler": client.run_on_scheduler(versions)}
    except Exception as error:  # noqa: BLE001 -- whatever is raised there, as a rule that it cannot be loaded
        told = {"scheduler": error}
    told |= client.run(versions, on_error="return")
    faults = [fault for name, found in sorted(told.items()) for fault in _unlike(place, name, found)]
    if faults:
        raise ProjectError(faults)


def _unlike(place: Place, name: str, found: Mapping[str, str] | Exception) -> Iterator[Fault]:
    if isinstance(found, Exception):
        said = f"cannot load statbrief ({type(found).__name__}: {' '.join(str(found).split())})"
        yield place.fault(name, said, f"install statbrief {versions()['statbrief'].partition(' ')[0]} there")
    elif other := unlike(versions(), found):
        yield place.fault(name, f"has {other}", "install the same there, for its pages would be others")


def made_there(
    client: Any,  # noqa: ANN401 -- the library's
    editions: Editions,
    stale: Sequence[Listed],
    patience: float = WORKERS,
) -> Iterator[tuple[Listed, Made | Ended]]:
    """Each edition as soon as it came, its files written where they would have been made here.

    Raises `WritingError` where no worker is left.
    """
    orders: dict[str, tuple[Listed, Order]] = {}
    for listed in stale:
        order = editions.order(listed)
        if isinstance(order, Made):
            yield listed, order
        else:
            orders[order.folder] = listed, _with_kept(editions, listed, order)
    if not orders:
        return
    files = _shared(editions, [order for _, order in orders.values()])
    sent = client.submit(same, files, pure=False)
    waiting = {
        client.submit(make_there, sent, order, versions(), pure=False): name for name, (_, order) in orders.items()
    }
    while waiting:
        for future in _finished(client, list(waiting), patience):
            listed, order = orders[waiting.pop(future)]
            yield listed, _delivered(editions, listed, order, _result(future))
            future.release()


def _with_kept(editions: Editions, listed: Listed, order: Order) -> Order:
    """The same with what was kept of the area's earlier editions, which is a link where it is made here."""
    place = editions.folders.folder / kept_folder(listed.area.slug)
    kept = {f"{KEPT}/{path.relative_to(place).as_posix()}": path.read_bytes() for path in files_in(place)}
    return replace(order, content=replace(order.content, own={**order.content.own, **kept})) if kept else order


def _finished(client: Any, futures: list[Any], patience: float) -> list[Any]:  # noqa: ANN401 -- the library's
    """Those that are done, at least one.

    Raises `WritingError` where there are no workers for as long as that, or the scheduler is gone.
    """
    alone = None
    while True:
        try:
            if done := _done(futures):
                return done
            is_alone = not client.nthreads()
        except _lost() as error:
            raise WritingError.at("--cluster", "build", "the scheduler is gone", _START) from error
        now = time.monotonic()
        alone = (alone or now) if is_alone else None
        if alone is not None and now - alone > patience:
            raise WritingError.at("--cluster", "build", f"no worker is left, for {patience:g} s", _START)


def _done(futures: list[Any]) -> list[Any]:
    """Those that are done by now, or in a second."""
    wait: Callable[..., Any] = import_module("distributed").wait
    try:
        return list(wait(futures, timeout=1, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        return []


def _lost() -> tuple[type[BaseException], ...]:
    """What the library raises where its scheduler is gone."""
    return OSError, CancelledError, import_module("distributed.client").FuturesCancelledError


def _result(future: Any) -> Delivered | Ended | Unlike:  # noqa: ANN401 -- the library's
    """What came of a piece of work; how it was lost, where nothing did."""
    try:
        found: Delivered | Ended | Unlike = future.result()
    except Exception as error:  # noqa: BLE001 -- whatever the library raises of workers that it gave up
        return Ended(f"was lost by the cluster ({type(error).__name__}: {' '.join(str(error).split())[:200]})")
    return found


def _delivered(editions: Editions, listed: Listed, order: Order, found: Delivered | Ended | Unlike) -> Made | Ended:
    """What came of an edition, put where it would have been made here."""
    if isinstance(found, Unlike):
        return Ended(f"has {found}")
    if isinstance(found, Ended):
        return found
    folder, made = editions.folders.folder, found.made
    own = {name: content for name, content in order.content.own.items() if not name.startswith(f"{KEPT}/")}
    try:
        lay(folder, order.folder, replace(order.content, own=own), editions.folders.links_of(listed))
        for name, content in found.files.items():
            within = f"{made.folder}/{made.output}/{name}"
            replace_file(folder / within, content, within)
    except Exception as problem:  # noqa: BLE001 -- one edition is lost by it, and no other
        return Made(stamp="", folder=made.folder, files={}, made_from={}, faults=faults_of(problem, made.folder))
    return editions.keep(listed, made)


def _shared(editions: Editions, orders: Sequence[Order]) -> Files:
    """All files that editions have alike, or may show. Raises `ProjectError` where these are too many to be sent."""
    folder = editions.folders.folder
    names = {name for order in orders for name in order.content.same}
    for name, path in editions.folders.links.items():
        within = [f"{name}/{each.relative_to(path).as_posix()}" for each in files_in(path)] if path.is_dir() else [name]
        names |= {each for each in within if not leaves(folder, each)}
    sizes = {name: (folder / name).stat().st_size for name in names}
    if (total := sum(sizes.values())) > _MOST:
        largest = max(sizes, key=lambda name: (sizes[name], name))
        found = (
            f"{total // _MEGABYTE} MB would be sent to each worker, {sizes[largest] // _MEGABYTE} MB of them {largest}"
        )
        wanted = f"move what no page shows out of the folder: at most {_MOST // _MEGABYTE} MB are sent"
        raise ProjectError(Place("--cluster").fault("files", found, wanted))
    return {name: (folder / name).read_bytes() for name in sorted(names)}
