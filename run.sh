#!/usr/bin/env bash
# Starts the portal, installing and building first what is missing.
#   ./run.sh                     http://localhost:5080
#   ./run.sh --demo              with the invented example community
#   PORT=5081 ./run.sh           another port; or: ./run.sh --urls http://localhost:5081
#   ConnectionStrings__Ledger="Host=..." ./run.sh    a PostgreSQL of your own instead of the embedded one
#   ./run.sh schema              after a change of the migrations: writes schema.sql and hashes.txt anew
#   ./run.sh import FILE --community NAME --as EMAIL [--map COLUMN=FIELD ...] [--dry-run]     an archive as CSV, row by row
#   ./run.sh export --community NAME --as EMAIL --csv FILE                                    and out again
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/build/install.sh"
. "$root/build/steps.sh"

[ -n "${ConnectionStrings__Ledger:-}" ] && [ "${1:-}" != schema ] || install_postgres
install_node
install_dotnet
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

browser_libraries
if [ "${1:-}" = schema ]; then
  build_dotnet tests EmpathyLedger.Tests EmpathyLedger.Core EmpathyLedger.Web EmpathyLedger.Tests
  UPDATE_SCHEMA=1 exec "$root/artifacts/bin/EmpathyLedger.Tests/release/EmpathyLedger.Tests" \
    -noColor -class EmpathyLedger.Tests.Database.CommittedSchemaTests
fi

build_dotnet portal EmpathyLedger.Web EmpathyLedger.Core EmpathyLedger.Web
portal=$root/artifacts/bin/EmpathyLedger.Web/release/EmpathyLedger.Web.dll
case "${1:-}" in
  import | export) exec dotnet "$portal" "$@" --contentRoot "$root" ;;
  *) exec dotnet "$portal" --contentRoot "$root" "$@" ;;
esac
