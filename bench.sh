#!/usr/bin/env bash
# Measures against a baseline in the same run and prints ratios; times differ from machine to machine.
#   ./bench.sh feed        id look-up and first pages of feeds at 100,000 stories, under the policies and without
#   ./bench.sh dashboard   live charts at 500,000 stories: how soon they move, what they cost writers, 500 of them at once
#   ./bench.sh archive     an archive in and out, against COPY of the same rows
#   ./bench.sh text        the text engine of writing together, against npm quill-delta under Node
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/install.sh"
. "$root/build/steps.sh"

install_postgres
install_dotnet
if [ "${1:-}" = text ]; then
  install_node
  browser_libraries
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build_dotnet benchmarks EmpathyLedger.Benchmarks EmpathyLedger.Core EmpathyLedger.Web EmpathyLedger.Benchmarks
exec "$root/artifacts/bin/EmpathyLedger.Benchmarks/release/EmpathyLedger.Benchmarks" "$@"
