"""The address of an engine of the brief's own: which are known, what is told of one, and that its password is not."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine_briefs import SETTINGS, engine_brief
from statbrief.analysis.analysis import analyse
from statbrief.cli import main
from statbrief.engine.address import VARIABLE, Address, address_of
from statbrief.errors import StatbriefError

SECRET = "s3cret%2Fword"  # noqa: S105 -- nobody's
PLAIN = "s3cret/word"


@pytest.fixture
def refusing() -> int:
    """A port of this machine at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _files(folder: Path) -> str:
    """All that stands in the files of a brief."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


@pytest.mark.thorough
@pytest.mark.parametrize("command", ["build", "check", "analyse"])
def test_a_password_is_never_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: int, command: str) -> None:
    """An engine that refuses is told by host and port, with what to do; its password stands nowhere."""
    folder = engine_brief(tmp_path / "brief", path=None)
    monkeypatch.setenv(VARIABLE, f"postgres://reader:{SECRET}@127.0.0.1:{refusing}/city?sslpassword={SECRET}")
    made = CliRunner().invoke(main, [command, str(folder)])
    assert made.exit_code == 1
    assert f"PostgreSQL at postgres://127.0.0.1:{refusing} cannot be had (OperationalError: " in made.stderr
    assert "see that it runs and lets you in; its address is STATBRIEF_DATA_ENGINE or data-engine" in made.stderr
    assert len(made.stderr.splitlines()) == 1
    told = made.stdout + made.stderr + _files(folder) + str(made.exc_info)
    assert not any(each in told for each in (SECRET, PLAIN, "reader:"))


@pytest.mark.thorough
def test_the_last_good_pages_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: int) -> None:
    """A build whose engine is not there leaves the pages, and the analysis behind them, as they were."""
    folder = engine_brief(tmp_path / "brief")
    assert CliRunner().invoke(main, ["build", str(folder), "--to", "html"]).exit_code == 0
    page, record = ((folder / name).read_bytes() for name in ("_output/brief.html", "_generated/record.json"))
    engine_brief(folder, path=None)
    monkeypatch.setenv(VARIABLE, f"postgres://127.0.0.1:{refusing}/city")
    assert CliRunner().invoke(main, ["build", str(folder), "--to", "html"]).exit_code == 1
    assert (folder / "_output/brief.html").read_bytes() == page
    assert (folder / "_generated/record.json").read_bytes() == record


def test_a_password_in_a_file_is_refused(tmp_path: Path) -> None:
    """Files are shared: an address with a password belongs into the environment."""
    folder = engine_brief(tmp_path, path=None)
    settings = SETTINGS + f"data-engine: postgres://reader:{SECRET}@data.example.org/city\n"
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    with pytest.raises(StatbriefError) as error:
        analyse(folder, "en")
    assert str(error.value) == (
        "_quarto.yml:3:1: data-engine: the address of postgres://data.example.org has a password in it, and files are "
        "shared; put the whole address into the environment, as STATBRIEF_DATA_ENGINE"
    )


def test_an_address_in_the_settings_is_told_by_its_line(tmp_path: Path, refusing: int) -> None:
    """What cannot be had is a fault of the setting that names it."""
    folder = engine_brief(tmp_path, path=None)
    settings = SETTINGS + f"data-engine: postgres://127.0.0.1:{refusing}/city\n"
    (folder / "_quarto.yml").write_text(settings, encoding="utf-8")
    with pytest.raises(StatbriefError, match=r"^_quarto\.yml:3:1: engine: PostgreSQL at postgres://127\.0\.0\.1:"):
        analyse(folder, "en")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgers://host/city", "'postgers' is no engine; did you mean postgres?"),
        (
            "host/city",
            "is no address; it begins with postgres, postgresql, spark, sc, trino, bigquery, then ://",
        ),
    ],
    ids=["misspelt", "none"],
)
def test_an_address_of_nothing_known_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, message: str
) -> None:
    """What begins otherwise than known engines do is a fault, in the environment as in the settings."""
    folder = engine_brief(tmp_path, path=None)
    monkeypatch.setenv(VARIABLE, url)
    with pytest.raises(StatbriefError) as error:
        analyse(folder, "en")
    assert str(error.value) == f"STATBRIEF_DATA_ENGINE: address: {message}"
    monkeypatch.delenv(VARIABLE)
    (folder / "_quarto.yml").write_text(SETTINGS + f"data-engine: {url}\n", encoding="utf-8")
    with pytest.raises(StatbriefError) as error:
        analyse(folder, "en")
    assert str(error.value) == f"_quarto.yml:3:1: data-engine: {message}"


def test_the_environment_goes_before_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One machine has another engine than others."""
    (tmp_path / "_quarto.yml").write_text("data-engine: trino://host/city\n", encoding="utf-8")
    monkeypatch.delenv(VARIABLE, raising=False)
    assert (found := address_of(tmp_path)) is not None
    assert found.engine == "Trino"
    monkeypatch.setenv(VARIABLE, "sc://cluster:15002")
    assert (found := address_of(tmp_path)) is not None
    assert (found.engine, found.shown) == ("Spark Connect", "sc://cluster:15002")


def test_a_table_without_a_file_wants_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB reads files; a table that names none stands in an engine of its own."""
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(
        StatbriefError, match="trips names no file, and DuckDB reads files; name its file, or the address"
    ):
        analyse(engine_brief(tmp_path, path=None), "en")


@pytest.mark.parametrize(
    "url",
    [
        "postgres://reader:hunter2@host:5432/city",
        "trino://reader:hunter2@host/city?password=hunter2",
        "sc://host:15002/;token=hunter2;user_id=reader",
        "bigquery://project/city?credentials_path=hunter2",
    ],
    ids=["a user's", "a parameter's", "a token", "a file of credentials"],
)
def test_what_engines_say_is_told_without_secrets(url: str) -> None:
    """Whatever an engine's own message repeats of the address, the secret is not among it; nor in how it is shown."""
    address = Address(url)
    said = f"no route to {url} as reader:hunter2 (hunter2)"
    assert "hunter2" not in address.without_secrets(said)
    assert "hunter2" not in repr(address)
    assert "hunter2" not in address.shown


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("ab%2Fcdef", "ab%2Fcdef"),
        ("ab%2Fcdef", "ab/cdef"),
        ("ab+cdef", "ab+cdef"),
        ("abcdef==", "abcdef=="),
        ("ab/cdef", "/;token=ab/cdef"),
        ("ab&cdef", "ab&cdef"),
        ("ab#cdef", "ab#cdef"),
    ],
    ids=["as written", "as meant", "a plus", "padded", "as a path", "with an ampersand", "with a fragment"],
)
@pytest.mark.parametrize("name", ["token", "Authorization", "x-api-key"])
def test_a_token_is_hidden_in_any_writing(name: str, token: str, said: str) -> None:
    """A client tells a parameter that it cannot read as it stands, and a server as it came."""
    address = Address(f"sc://host:15002/;user_id=reader;{name}={token}")
    told = address.without_secrets(f"no such {said.replace('token', name)} of reader")
    assert not any(part in told for part in ("ab", "cdef"))
    assert told.endswith(" of reader")


@pytest.mark.parametrize(
    "url", ["postgres://host/monkey?connect_timeout=5", "sc://keys:15002/;user_id=pass", "trino://tokens/passes"]
)
def test_what_is_no_secret_is_none(url: str) -> None:
    """A server, a database or a user may be called as secrets are."""
    assert Address(url).secrets == []
