# From data files to printed pages. `make help` lists what there is to make.
#
#   source/, analysis/prepare.py  ->  data/            (in a brief that prepares its data)
#   data/, analysis/  ->  _generated/record.json  ->  _output/brief.html, .pdf, .json  <-  brief.qmd, theme/
#
# Each edition has its own analysis and its own pages, so building one makes no other stale. A brief in another
# folder has a Makefile of one line, which includes this one: what belongs to the program is found beside it.
#
# Nothing here runs a program while make reads it: finding out that nothing changed must cost next to nothing.

RENDERER ?= auto
# STRICT=1 makes errors of warnings, as CI should.
STRICT ?=
# CORRECTION=1 keeps what was released again, of the same period, as a correction.
CORRECTION ?=
# EACH=1 releases the editions of areas.
EACH ?=
PYTHON ?=
# AREA=ohio makes the edition of that area alone, WORKERS=2 those of all by so many processes.
AREA ?=
WORKERS ?=
# The folder of the brief that editions by area are of, where it is another than this one.
areas_in ?=
# EDITION=es makes the edition in Spanish: of brief.es.qmd, _output/brief.es.html and so on. It was called LANG_BRIEF.
LANG_BRIEF ?=
EDITION ?= $(LANG_BRIEF)

home := $(patsubst ./%,%,$(dir $(lastword $(MAKEFILE_LIST))))
venv := $(home).venv
run := $(venv)/bin/python -m statbrief
strict := $(if $(STRICT),--strict)
edition := $(addprefix --edition ,$(EDITION))
areas := $(addprefix --area ,$(AREA)) $(addprefix --workers ,$(WORKERS))
# Editions of areas are made by the embedded renderer, unless the command line names another.
renderer := $(if $(filter command%,$(origin RENDERER)),--renderer $(RENDERER))
stem := brief$(addprefix .,$(EDITION))
brief := $(addprefix _output/$(stem).,html pdf json)

editions = $(patsubst brief.%,%,$(basename $(sort $(wildcard brief.qmd brief.*.qmd)))) # brief is that of brief.qmd

# The program's own code, of which pages are made.
# What Python compiles for itself, in __pycache__, is not even looked through: there is as much of it.
package := $(home)src/statbrief
code := $(wildcard $(addprefix $(package)/,*.* [!_]*/*.* [!_]*/[!_]*/*.* [!_]*/[!_]*/[!_]*/*.*))

# `make html` renders one format; any other call renders both, side by side, in one recipe.
formats := html pdf
ifneq (,$(filter html pdf,$(MAKECMDGOALS)))
ifeq (,$(filter-out html pdf,$(MAKECMDGOALS)))
formats := $(MAKECMDGOALS)
endif
endif

.DEFAULT_GOAL := brief
.PHONY: help brief html pdf editions each preview release prepare check test thorough lint roll seeds bench docs reference lock clean distclean asked

# What a failed recipe leaves behind is half-made, except where statbrief itself publishes: it renames a finished file
# into place or leaves the old one, so make must not delete the last good pages.
.DELETE_ON_ERROR:
.PRECIOUS: $(brief)

# No built-in rule makes anything here, and looking through them takes longer than all the rest.
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
Makefile: ;

brief: $(brief) ## the brief as a page and for print, and its record: _output/brief.* (EDITION=es, once LANG_BRIEF=es: brief.es.*)

html: _output/$(stem).html ## only _output/brief.html

pdf: _output/$(stem).pdf ## only _output/brief.pdf

editions: ## the brief in each of its languages, one after the other, and whether all say the same
	@$(foreach each,$(editions),$(MAKE) --no-print-directory brief EDITION=$(each:brief=) &&) true
	$(run) editions

each: $(venv)/installed ## an edition for each area, in _output/<area>/, on all processors (WORKERS=2; AREA=ohio: of one)
	@$(if $(prepared),$(run) prepare,true)
	$(run) build $(strip $(areas_in) --each $(areas) $(edition) $(renderer) $(strict))

preview: $(venv)/installed ## the pages in the browser, made again at each save (EDITION=es); ends with Ctrl-C
	$(run) preview $(edition)

release: $(if $(EACH),each,editions) ## what goes out, in release/, and its records in published/, by period (CORRECTION=1: a second one of it; EACH=1: of areas)
	$(run) release $(strip $(if $(EACH),--each) $(if $(CORRECTION),--correction))

prepare: $(venv)/installed ## data/ of source/, where analysis/prepare.py says how
	$(run) prepare

check: $(venv)/installed ## data, figures, checks and prose, without writing pages
	$(run) check $(edition) $(strict)

clean: ## remove what the build wrote
	rm -rf _output _generated _variables.yml .quarto

help: ## this list
	@awk -F ':.*## ' -v others=' $(if $(home),$(house)) ' \
	    '/^[a-z]+:.*## / && !index(others, " " $$1 " ") { printf "  make %-10s %s\n", $$1, $$2 }' $(home)Makefile

# What a brief prepares its data from; nothing in a brief that prepares nothing.
prepared := $(if $(wildcard analysis/prepare.py),$(wildcard analysis/prepare.py data/datapackage.json source source/* source/*/*))

# The analysis, which writes _variables.yml and _generated/, or _generated/editions/es/, and the pages: one run makes
# both, and only the pages where the analysis holds still. A pattern rule with several targets runs its recipe once for
# all of them, in every GNU make. (The folders are listed for the files that go away; the language of the numbers is in
# _quarto.yml.) Where what data are prepared from has changed, the same run prepares them first.
$(addprefix _output/%.,$(formats) json): %.qmd _quarto.yml $(venv)/installed $(prepared) data analysis \
    $(wildcard data/* data/*/* analysis/*.py published/*.json theme/* _extensions/*/*)
	$(run) render $(strip $(if $(prepared),--prepare) $(edition) $(addprefix --to ,$(formats)) --renderer $(RENDERER) $(strict))

# (Of a pattern rule, make would go through the code once for each page.)
$(brief): $(stem).qmd $(code)

# What the prose names beyond its document (includes, pictures, ...), as the edition's last render found it.
_generated/$(stem).d: ;
-include _generated/$(stem).d

# A companion of its that is gone is made again, with the pages.
ifneq (,$(filter-out $(wildcard $(companions)),$(companions)))
$(brief): asked
endif

# Who names a renderer on the command line wants to see it at work.
ifeq ($(origin RENDERER),command line)
$(brief): asked
endif

house := test thorough lint roll seeds bench docs reference lock distclean
ifneq (,$(home))

# A brief elsewhere is made with the packages that are installed here.
$(venv)/installed: $(home)requirements.lock $(home)pyproject.toml
	@$(MAKE) --no-print-directory -C $(home) .venv/installed

else

test: lint ## the tests, after `make lint`
	.venv/bin/python -m pytest --numprocesses auto --dist loadfile

thorough: .venv/installed-dev ## more cases of what the tests show in a few, and what takes long, as CI tries them before `make test`
	.venv/bin/python -m pytest --numprocesses auto --dist loadfile -m 'thorough and not every_digit and not every_month and not every_seed'

lint: .venv/installed-dev ## style, form, types and order of all Python
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy
	.venv/bin/lint-imports --no-logo

roll: .venv/installed-dev ## the second brief with each of its months as the last, held against an oracle
	.venv/bin/python -m pytest --numprocesses auto -m 'every_month or not every_month' tests/rolling

seeds: .venv/installed-dev ## more random figures, texts and repeats than the tests try, held against oracles
	.venv/bin/python -m pytest --numprocesses auto --dist loadfile -m 'every_seed or hypothesis' --hypothesis-profile more tests

bench: .venv/installed-dev ## how long the build takes, against what its tools alone take; whether each digit is proved
	.venv/bin/python bench
	.venv/bin/python -m pytest --numprocesses auto -m 'every_digit or not every_digit' tests/first_brief/test_digits.py

docs: $(brief) .venv/installed-dev ## pictures of the pages, for the README: docs/*.png
	.venv/bin/python docs/pictures.py

reference: .venv/installed-dev ## pages of reference, made from the code: docs/analysis.md, forms.md, record.md, headlines.md, and schemas for editors
	.venv/bin/python docs/reference.py

lock: .venv/installed-dev ## resolve the packages anew within pyproject.toml (UPGRADE=--upgrade for newer ones)
	$(lock) pyproject.toml --group build --output-file requirements.lock
	$(lock) --group dev --constraints requirements.lock --output-file requirements-dev.lock

distclean: clean ## remove the installed packages and the tools' caches too
	rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The packages. Their stamps are older than every lock that was not installed yet.
.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	@echo 'installing the locked packages into .venv'
	@$(install) --require-hashes --requirement requirements.lock
	@$(install) --no-deps --no-build-isolation --editable .
	@.venv/bin/python -m compileall -q src
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo 'installing the packages for tests and checks into .venv'
	@$(install) --require-hashes --requirement requirements-dev.lock
	@touch $@

install = .venv/bin/python -m pip install --quiet --disable-pip-version-check
lock = UV_CUSTOM_COMPILE_COMMAND='make lock' .venv/bin/python -m uv pip compile --quiet --no-config $(UPGRADE) \
    --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links

# Exits 0 on a Python that will do, 2 on one that is too old, 1 on one without venv; runs on any Python there ever was.
probe := import sys; sys.version_info < (3, 11) and sys.exit(2); import venv, ensurepip
candidates = $(if $(PYTHON),'$(PYTHON)',python3 python3.14 python3.13 python3.12 python3.11)
.venv/bin/python:
	@bare= old=; \
	for python in $(candidates); do \
	  "$$python" -c '$(probe)' >/dev/null 2>&1; \
	  case $$? in \
	    0) exec "$$python" -m venv .venv;; \
	    1) bare=$${bare:-$$python};; \
	    2) old=$${old:-$$python};; \
	  esac; \
	done; \
	if [ "$$bare" ]; then \
	  echo "$$bare lacks venv: install it (Debian: apt install python3-venv) or name another: make PYTHON=..." >&2; \
	elif [ "$$old" ]; then \
	  echo "$$old is $$("$$old" -V 2>&1), too old: install Python 3.11 or newer, or name one: make PYTHON=..." >&2; \
	else \
	  echo 'no Python found: install Python 3.11 or newer, or name one: make PYTHON=...' >&2; \
	fi; \
	exit 1

endif
