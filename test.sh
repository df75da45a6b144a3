#!/usr/bin/env bash
# Builds the solution once and runs every test. The last line is "N passed, N failed";
# the exit code is 0 only when something ran and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit

# What the tests need of Debian beyond the .NET SDK.
packages=(ca-certificates git procps iproute2 nftables postgresql shellcheck systemd)
# A Node.js that is there already, from wherever it came, is as good.
if ! { command -v node && command -v npm; } >/dev/null; then
  packages+=(nodejs npm)
fi

install_packages() {
  command -v dpkg-query >/dev/null || return 0
  local missing=() package as_root=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2; return 0; }
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null ||
    echo "Could not install ${missing[*]}; tests that need them will fail." >&2
}

# Lets everything through, then names what failed once more and says the runner's summary in one plain line.
tell_and_count() {
  awk '{ print; fflush() }
    /^Running tests from/ { summary = 0 }
    /^Test run summary/ { summary = 1 }
    summary && /^ *failed: [0-9]+$/ { failed += $2 }
    summary && /^ *succeeded: [0-9]+$/ { passed += $2 }
    !summary && /^failed / { sub(/^failed /, "  "); sub(/ \([0-9a-z ]+\)$/, ""); names = names $0 "\n" }
    END {
      if (names != "") printf "\nFailed:\n%s", names
      if (passed + failed == 0) print "No test ran."
      printf "%d passed, %d failed\n", passed, failed
      exit passed == 0 || failed > 0
    }'
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
# Build nodes that outlive the build would keep a caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

install_packages

if ! dotnet build IdentityGrains.sln -c Debug -v quiet; then
  echo "The build failed; no test ran." >&2
  echo "0 passed, 0 failed"
  exit 1
fi

# Side by side, but for the torture: it takes the whole machine, and others would fail of it.
run_tests() {
  local bin=bin/Debug/net10.0 failed=0
  dotnet test --test-modules "tests/IdentityGrains.*.Tests/$bin/IdentityGrains.*.Tests.dll;tests/IdentityGrains.Scenarios/$bin/IdentityGrains.Scenarios.dll" \
    --root-directory "$PWD" --no-progress || failed=$?
  dotnet publish src/IdentityGrains.Silo -c Release --no-restore -p:RunAnalyzers=false -o artifacts/silo -v quiet || failed=$?
  IG_PRODUCT="$PWD/artifacts/silo" dotnet test --test-modules "tests/IdentityGrains.Torture/$bin/IdentityGrains.Torture.dll" --root-directory "$PWD" --no-progress || failed=$?
  return "$failed"
}

run_tests 2>&1 | tell_and_count
verdict=("${PIPESTATUS[@]}")
[ "${verdict[0]}" -eq 0 ] || exit "${verdict[0]}"
exit "${verdict[1]}"
