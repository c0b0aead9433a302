"""Several names in one sentence, as people write them: cases read from grammars, written down here."""

import pytest

from statbrief.languages.language import words_for

LISTS = {
    ("en", ("Guatemala",)): "Guatemala",
    ("en", ("Guatemala", "Mexico")): "Guatemala and Mexico",
    ("en", ("Guatemala", "Honduras", "Mexico")): "Guatemala, Honduras, and Mexico",
    ("en", ("Mining and logging",)): "Mining and logging",
    ("en", ("Mining and logging", "Government")): "Mining and logging; and Government",
    ("en", ("Iowa City, Iowa", "Ames", "Mexico")): "Iowa City, Iowa; Ames; and Mexico",
    ("en", ("70,000", "18,000")): "70,000 and 18,000",
    ("es", ("Guatemala", "México")): "Guatemala y México",
    ("es", ("Guatemala", "Honduras", "Irlanda")): "Guatemala, Honduras e Irlanda",
    ("es", ("Manufactura", "Información")): "Manufactura e Información",
    ("es", ("Padres", "hijos")): "Padres e hijos",
    ("es", ("Cobre", "hierro")): "Cobre y hierro",
    ("es", ("Cobre", "hiato")): "Cobre y hiato",
    ("es", ("Minería y explotación", "Información")): "Minería y explotación; e Información",
    ("es-MX", ("Educación, salud", "Íconos")): "Educación, salud; e Íconos",
}


@pytest.mark.parametrize(("lang", "texts"), LISTS.keys())
def test_a_list_of_names_can_be_read(lang: str, texts: tuple[str, ...]) -> None:
    """Semicolons between names that have commas or `and` themselves; in Spanish e before the sound i."""
    assert words_for(lang).listed(texts) == LISTS[lang, texts]
