# Thin on purpose: everything is in tools/bootstrap.py, which also works without make: python3 tools/bootstrap.py help
PYTHON ?= python3
ARGS ?=
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
VERBS := setup run demo test test-all checks bench lint format lock picture sbom release help
.PHONY: $(VERBS)
$(VERBS):
	@exec $(PYTHON) tools/bootstrap.py $@ $(ARGS)
