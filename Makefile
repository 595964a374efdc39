# Everything runs in a virtual environment of its own; `make demo` and `make test` need Debian, Python 3.11, git and make.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test check format compile notebooks book pdf pictures bench clean

demo: $(VENV)/core  ## set up, then advise a patient
	$(RUN)/b12dt evaluate examples/pernicious-anemia.json --brief

test: $(VENV)/test  ## set up, then run every test, the notebooks among them
	$(RUN)/python -m pytest -n auto --dist loadfile tests
	$(RUN)/python -m pytest -n auto --dist loadfile --nbval --nbval-cell-timeout 120 notebooks

check: $(VENV)/dev  ## what a change must pass
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/pyright
	$(RUN)/lint-imports
	$(RUN)/b12dt check tables
	$(MAKE) test

format: $(VENV)/dev  ## tidy the code
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

compile: $(VENV)/core  ## write b12dt/compiled.py from the workbooks
	$(RUN)/b12dt compile tables --output b12dt/compiled.py

book: $(VENV)/book  ## build the book into book/_build/html, warnings as errors
	command -v dot >/dev/null || { echo "Graphviz places the boxes of the graph: apt-get install graphviz"; exit 1; }
	rm -rf book/_build/html  # a page that is gone must not stay
	$(RUN)/jupyter-book build -W -n --keep-going book

pdf: book  ## the whole book as one tagged PDF, and the book again with a link to it
	$(RUN)/python -m b12dt.publish.pdf book/_build/html book/_build/pdf/guideline.pdf
	$(RUN)/jupyter-book build -W -n --keep-going book

notebooks: $(VENV)/test  ## run the notebooks anew and keep their outputs
	$(RUN)/python notebooks/execute.py

bench: $(VENV)/bench  ## measure speed, as ratios
	for one in one_patient cohort compile imports proof watch; do $(RUN)/python -m benchmarks.$$one || exit 1; done

pictures: $(VENV)/core  ## take the book's pictures of the workbooks anew; needs LibreOffice, Xvfb, xdotool and ImageMagick
	$(RUN)/python book/pictures/make.py

clean:
	rm -rf $(VENV)

$(VENV)/core $(VENV)/test $(VENV)/dev $(VENV)/book $(VENV)/bench: $(VENV)/%: pyproject.toml constraints.txt
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$*]'
	touch $@
