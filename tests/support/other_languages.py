"""What is derived is the same in all languages: an analysis that was made once is said in each of them."""

from dataclasses import replace

from statbrief.analysis.analysis import Analysis
from statbrief.figures.forms import forms, with_forms
from statbrief.languages.language import words_for


def said_in(lang: str, analysis: Analysis) -> Analysis:
    """The same analysis in another language, its forms written anew, as an analysis of the same files has them.

    That it has them so, `test_an_analysis_in_another_language_says_it_so` shows where this is used.
    """
    words = words_for(lang)
    made = {name: forms(figure, words) for name, figure in analysis.figures.items()}
    return replace(analysis, words=words, figures=with_forms(analysis.figures.values(), made))
