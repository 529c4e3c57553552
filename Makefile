# Two commands are enough: `make demo` and `make test`. Both bring uv and the locked environment themselves.
UV := .tools/bin/uv
RUN := $(UV) run --frozen
TESTS ?= tests

# Bytecode is kept, even where a container's image forbids it: a run of the tests starts some hundred Pythons, each of
# which would compile all it imports. It stands beside the tools, for uv refuses an environment with something in it.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.tools/bytecode

.PHONY: demo play test check long bench catalogue occasions format clean

demo: .venv/.ready            ## the sandbox and the bot with sample data, on this machine
	$(RUN) fieldbook demo

play: .venv/.ready            ## a rep's day in the terminal, no browser
	$(RUN) fieldbook demo --play

test: .venv/.ready check      ## style, types, import contracts and the quick tier
	$(RUN) pytest -n auto -m "not long" $(TESTS)

check: .venv/.ready
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

long: .venv/.ready            ## faults, kills and full sizes
	$(RUN) pytest -m long $(TESTS)

bench: .venv/.ready           ## what is fast, each figure beside its floor
	$(RUN) --group bench python -m benchmarks

catalogue: .venv/.ready       ## collect the sentences; then translate what is new in the .po file
	$(RUN) pybabel -q extract -F babel.cfg -k say -k plain -k count:1,2 -k N_ --omit-header --no-location --sort-output -o handlers/locale/fieldbook.pot handlers
	$(RUN) pybabel -q update --no-fuzzy-matching --no-wrap --omit-header -l zh -D fieldbook -i handlers/locale/fieldbook.pot -d handlers/locale
	rm handlers/locale/fieldbook.pot

occasions: .venv/.ready       ## write down what each feature waits for (handlers/occasions.py)
	$(RUN) python -m handlers.gathering

format: .venv/.ready
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

clean:
	rm -rf .venv .tools

$(UV):
	python3 -m venv .tools 2>/dev/null || python3 -m pip install --quiet --target .tools/bootstrap virtualenv && test -x .tools/bin/python || PYTHONPATH=.tools/bootstrap python3 -m virtualenv --quiet .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==0.13.9"

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --quiet
	@touch $@
