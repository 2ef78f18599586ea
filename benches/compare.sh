#!/bin/sh
# Checks 20,000 synthetic records with Milepost, which applies every rule, and validates the same
# files with @sourcemeta/jsonschema (npm), which compares them with their schemas and no more; then
# checks a change of ten records in a small and in a large repository, and one bad file. All in turn,
# in one run. Prints medians, ratios and peak memory.
#
#   benches/compare.sh [PEOPLE] [ROUNDS]      default: 1000 people (20 records each), 5 rounds
#
# Needs cargo, git, npm and Python 3. The validator takes one schema a call, so its time is the sum
# of one call a kind, each without node's start; "parse only" is one call over all files with a
# schema that asks nothing, the least that it could ever take.
set -eu

people=${1:-1000}
rounds=${2:-5}
here=$(cd "$(dirname "$0")/.." && pwd)
for tool in npm git python3 cargo; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

cargo build --release --quiet --manifest-path "$here/Cargo.toml" --bin milepost --example generate
target=${CARGO_TARGET_DIR:-$here/target}
generate=$target/release/examples/generate
"$generate" "$work/repository" "$people"
"$generate" "$work/small" 100 --no-checkout
"$generate" "$work/large" 10000 --no-checkout
if ! npm install --silent --prefix "$work/npm" @sourcemeta/jsonschema@16 >/dev/null 2>&1; then
    echo "skipped: npm cannot install @sourcemeta/jsonschema"
    exit 0
fi
python3 "$here/benches/compare.py" "$target/release/milepost" "$here/schema" "$work/npm" "$work" "$rounds"
