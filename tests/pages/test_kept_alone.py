"""A record that was kept, taken away from where it was kept."""

from pathlib import Path

from command_line import done
from statbrief.copies.read import read_copy


def test_files_beside_a_record_that_came_from_elsewhere_are_none_of_it(tmp_path: Path, march_released: Path) -> None:
    """A folder that is called data by chance has no file by name and hash."""
    (tmp_path / "apart/data").mkdir(parents=True)
    (tmp_path / "apart/data/ferry.csv").write_text("month,line,trips\n", encoding="utf-8")
    alone = tmp_path / "apart/brief.json"
    alone.write_bytes((march_released / "published/2024-03.json").read_bytes())
    assert not read_copy(alone).attached
    done("verify", "--quiet", str(alone))
