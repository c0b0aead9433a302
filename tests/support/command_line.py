"""The program's commands, as who types them has them."""

from click.testing import CliRunner, Result

from statbrief.cli import main


def run(*words: object) -> Result:
    """What comes of a command: its exit code, and what it prints."""
    return CliRunner().invoke(main, [str(each) for each in words])


def done(*words: object) -> Result:
    """What comes of a command that must succeed."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result


def outcome(*words: object) -> tuple[int, str, str]:
    """Of a command its exit code, what it prints, and what it says is wrong."""
    result = run(*words)
    return result.exit_code, result.stdout, result.stderr
