"""What a new brief has whatever its data: settings, a Makefile, and the frame of its prose."""

from __future__ import annotations

PROJECT = """lang: $lang
${steps}bibliography: data/sources.bib
citeproc: true
link-citations: true
date-format: long
callout-icon: false # icons are private-use characters, which PDF/A forbids
crossref:
  fig-title: $chart # "figure" is a number here, never a picture
  fig-prefix: $chart

format:
  html:
    theme: none
    minimal: true
    section-divs: true
    embed-resources: true
  typst:
    papersize: a4 # or us-letter
    pdf-standard: [a-3a, ua-1]
"""
STEPS = """project:
  pre-render: [statbrief prepare, statbrief check]
"""
MAKEFILE = """# make: the brief; make preview: the same in the browser; make check: what is wrong, and what is open;
# make release: what goes out.
STATBRIEF ?= statbrief

.PHONY: brief check prepare preview release clean

brief:
\t$(STATBRIEF) build

check:
\t$(STATBRIEF) check

prepare:
\t$(STATBRIEF) prepare

preview:
\t$(STATBRIEF) preview

release:
\t$(STATBRIEF) build --strict
\t$(STATBRIEF) release

clean:
\trm -rf _generated _output _variables.yml
"""
GITIGNORE = "/_generated/\n/_output/\n/_variables.yml\n/.quarto/\n"
PROSE = """---
title: "$title"
---

::: {.key-figures}
$keys
:::

$text

## $where {.wide}

::: {#tbl-figures}
{{< figures >}}

$figures
:::
"""
