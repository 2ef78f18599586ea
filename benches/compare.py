"""Runs the commands of compare.sh in turn and prints what they took; nothing is measured in here."""

import glob
import os
import platform
import statistics
import subprocess
import sys
import time

milepost, schemas, npm, work, rounds = sys.argv[1:]
rounds = int(rounds)
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
    "remediation": "people/*/remediations",
}


def validator():
    system = {"Linux": "linux", "Darwin": "darwin"}[platform.system()]
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
    pattern = f"{npm}/node_modules/@sourcemeta/jsonschema/build/**/jsonschema-{system}-{machine}"
    return glob.glob(pattern, recursive=True)[0]


def run(command, expected=0):
    """Wall and processor seconds and peak memory in MB of one process in the current folder."""
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ])
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != expected:
        sys.exit(f"{' '.join(command[:4])} …: exit status {code}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 << 20 if platform.system() == "Darwin" else 1 << 10
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def in_turn(rows, reference, rounds):
    """Runs every row once a round and prints the medians; a row is a folder and its commands."""
    taken = {name: [] for name in rows}
    for turn in range(rounds + 1):
        for name, (folder, expected, commands) in rows.items():
            os.chdir(f"{work}/{folder}")
            figures = [run(command, expected) for command in commands]
            if turn > 0:  # the first round warms the caches
                wall, processor, memory = zip(*figures)
                taken[name].append((sum(wall), sum(processor), max(memory)))
    title = f"median of {rounds} rounds"
    print(f"{title:44} {'wall ms':>8} {'cpu ms':>8} {'peak MB':>8} {'wall ratio':>11}")
    for name, figures in taken.items():
        wall, processor, memory = (statistics.median(column) for column in zip(*figures))
        # Pair by pair: the machine's speed may drift, but hardly within a round.
        ratio = statistics.median(a[0] / b[0] for a, b in zip(figures, taken[reference]))
        print(f"{name:44} {wall * 1e3:8.1f} {processor * 1e3:8.1f} {memory:8.1f} {ratio:11.2f}")
    print()


def bad_file():
    """A repository of one person whose goal is wrong in three ways."""
    os.makedirs(f"{work}/bad/people/ana/goals", exist_ok=True)
    subprocess.run(["git", "init", "--quiet", f"{work}/bad"], check=True)
    for path, text in {
        "milepost.yaml": "version: 1\n",
        "people/ana/profile.yaml": "role: backend\ntier: senior\ndiscipline: api\nstarted: 2026-01-05\n",
        "people/ana/goals/2026-10-05-rust.yaml": "title: Async Rust\ndeadlin: tomorrow\n",
    }.items():
        with open(f"{work}/bad/{path}", "w") as file:
            file.write(text)


def main():
    tool = validator()
    anything = f"{npm}/any.schema.json"
    with open(anything, "w") as file:
        file.write('{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}')
    call = [tool, "validate"]
    options = ["--fast", "--extension", ".yaml"]
    os.chdir(f"{work}/repository")
    by_kind = []
    for kind, places in KINDS.items():
        places = sorted(glob.glob(places)) if isinstance(places, str) else places
        by_kind.append(call + [f"{schemas}/{kind}.schema.json", *places, *options])
    parse_only = call + [anything, "framework", "teams", "programs", "people", *options]
    check = [milepost, "check", "--today", TODAY]
    in_turn(
        {
            "milepost check, working tree": ("repository", 0, [check]),
            "milepost check, from Git": ("repository", 0, [check + ["--head", "main"]]),
            "jsonschema validate --fast, a call a kind": ("repository", 0, by_kind),
            "jsonschema validate --fast, parse only": ("repository", 0, [parse_only]),
        },
        "jsonschema validate --fast, a call a kind",
        rounds,
    )
    bad_file()
    change = check + ["--base", "main", "--head", "topic"]
    in_turn(
        {
            "a change of 10 records among 2,000": ("small", 0, [change]),
            "a change of 10 records among 200,000": ("large", 0, [change]),
            "one bad file": ("bad", 1, [check]),
        },
        "a change of 10 records among 2,000",
        rounds * 5,
    )


main()
