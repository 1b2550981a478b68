#!/usr/bin/env bash
# Installs what is missing, builds, runs every test, and closes with "N passed, N failed". Arguments go to the test runner:
#   ./test.sh -class EmpathyLedger.Tests.Database.ActorClaimTests
#   ./test.sh --delta-cases 1000000   asks the text engine and npm quill-delta that much, and nothing else
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/install.sh"
. "$root/build/steps.sh"

if [ "${1:-}" = --delta-cases ]; then
  export DELTA_CASES=${2:?how many cases?}
  set -- -class EmpathyLedger.Tests.Collaboration.Text.QuillDeltaTests
fi

install_postgres
install_node
install_dotnet
install_chromium
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

browser_libraries
build_dotnet tests EmpathyLedger.Tests EmpathyLedger.Core EmpathyLedger.Web EmpathyLedger.Tests

output=$(mktemp)
trap 'rm -f "$output"' EXIT
code=0
"$root/artifacts/bin/EmpathyLedger.Tests/release/EmpathyLedger.Tests" -noColor "$@" 2>&1 </dev/null | tee "$output" || code=$?

# "   EmpathyLedger.Tests  Total: 11, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.119s"
summary=$(grep -aE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$output" | tail -n 1 || true)
count() { printf '%s' "$summary" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"; }
if [ -z "$summary" ]; then
  echo "The tests ended before they could be counted (exit code $code)."
  echo "0 passed, 1 failed"
  exit 1
fi
skipped=$(($(count Skipped) + $(count 'Not Run')))
failed=$(($(count Failed) + $(count Errors)))
passed=$(($(count Total) - $(count Failed) - skipped))
echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$code" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
