"""What a new brief has whatever its data: settings, a Makefile, and the frame of its prose."""

from __future__ import annotations

PROJECT = """$schema
project:
  type: default
  output-dir: _output
  render: [brief.qmd]
  pre-render: $steps
  post-render: statbrief seal
  resources: [$resources] # what `quarto preview` watches beside the prose

engine: markdown
lang: $lang
bibliography: data/sources.bib
filters:
  - statbrief # the extension in _extensions/
  - {path: _generated/theme/brief.lua, at: post-quarto}
citeproc: true
link-citations: true
date-format: long
callout-icon: false # icons are private-use characters, which PDF/A forbids

# What is named of _generated/theme/ is the program's look, or, file by file, that of a folder theme/ of the brief.
format:
  html:
    theme: none
    minimal: true
    section-divs: true
    embed-resources: true
    html-math-method: mathml
    css: _generated/theme/brief.css
    template-partials: [_generated/theme/title-block.html]
  typst:
    papersize: a4 # or us-letter
    margin: {x: 0.55in, top: 0.55in, bottom: 0.7in}
    mainfont: Fira Sans
    fontsize: 8.6pt
    font-paths: [_generated/fonts]
    pdf-standard: [a-3a, ua-1]
    template-partials: [_generated/theme/typst-template.typ, _generated/theme/typst-show.typ]
"""
STEPS = ("[statbrief prepare, statbrief check]", "statbrief check")
"""Before Quarto renders: of data that are prepared, and of others."""
RESOURCES = ("/data/*, /analysis/*, /source/*", "/data/*, /analysis/*")
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
crossref: # an edition in another language has its own words
  fig-title: $chart # "figure" is a number here, never a picture
  fig-prefix: $chart_within
  tbl-title: $table
  tbl-prefix: $table_within
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
