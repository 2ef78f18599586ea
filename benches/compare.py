"""Runs the commands of compare.sh in turn and prints what they took; nothing is measured in here."""

import glob
import os
import platform
import statistics
import sys
import time

milepost, schemas, npm, repository, rounds = sys.argv[1:]
TODAY = "2026-11-22"
KINDS = {
    "policy": ["milepost.yaml"],
    "skill": ["framework/skills"],
    "role": ["framework/roles"],
    "module": ["framework/modules"],
    "credential": ["framework/credentials"],
    "team": ["teams"],
    "program": ["programs"],
    "profile": "people/*/profile.yaml",
    "goal": "people/*/goals",
    "entry": "people/*/portfolio",
    "assessment": "people/*/assessments",
    "award": "people/*/awards",
}


def validator():
    system = {"Linux": "linux", "Darwin": "darwin"}[platform.system()]
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    pattern = f"{npm}/node_modules/@sourcemeta/jsonschema/build/**/jsonschema-{system}-{machine}"
    return glob.glob(pattern, recursive=True)[0]


def run(command):
    """Wall and processor seconds and peak memory in MB of one process."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"{' '.join(command[:4])} …: exit status {code}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 << 20 if platform.system() == "Darwin" else 1 << 10
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def main():
    os.chdir(repository)
    tool = validator()
    empty = f"{npm}/any.schema.json"
    with open(empty, "w") as file:
        file.write('{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}')
    call = [tool, "validate"]
    options = ["--fast", "--extension", ".yaml"]
    by_kind = []
    for kind, places in KINDS.items():
        places = sorted(glob.glob(places)) if isinstance(places, str) else places
        by_kind.append(call + [f"{schemas}/{kind}.schema.json", *places, *options])
    check = [milepost, "check", "--today", TODAY]
    rows = {
        "milepost check, working tree": [check],
        "milepost check, from Git": [check + ["--head", "main"]],
        "jsonschema validate --fast, a call a kind": by_kind,
        "jsonschema validate --fast, parse only": [
            call + [empty, "framework", "teams", "programs", "people", *options]],
    }
    taken = {name: [] for name in rows}
    for turn in range(int(rounds) + 1):
        for name, commands in rows.items():
            figures = [run(command) for command in commands]
            if turn > 0:  # the first round warms the caches
                wall, processor, memory = zip(*figures)
                taken[name].append((sum(wall), sum(processor), max(memory)))
    reference = "jsonschema validate --fast, a call a kind"
    print(f"{'median of ' + rounds + ' rounds':44} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'wall ratio':>11}")
    for name, figures in taken.items():
        wall, processor, memory = (statistics.median(column) for column in zip(*figures))
        # Pair by pair: the machine's speed may drift, but hardly within a round.
        ratio = statistics.median(a[0] / b[0] for a, b in zip(figures, taken[reference]))
        print(f"{name:44} {wall:8.3f} {processor:8.3f} {memory:8.1f} {ratio:11.2f}")


main()
