"""Writes what each job of a GitLab CI file runs into a shell script of its own: gitlab_scripts.py FILE FOLDER."""

import sys
from pathlib import Path

from ruamel.yaml import YAML

file, folder = Path(sys.argv[1]), Path(sys.argv[2])
jobs = YAML(typ="safe").load(file)


def lines(name, key):
    """The lines of a job, or of the one that it extends."""
    job = jobs[name]
    if key in job:
        return job[key]
    return lines(job["extends"], key) if "extends" in job else []


written = 0
for name, job in jobs.items():
    if "script" in job:
        # The runner's shell stops at the first command that goes wrong.
        text = ["#!/bin/bash", "set -eo pipefail", *lines(name, "before_script"), *job["script"]]
        (folder / f"{name}.sh").write_text("\n".join(text) + "\n")
        written += 1
if written < 3:
    sys.exit(f"{file}: {written} jobs with a script")
