#!/usr/bin/env bash
# A cluster on this machine, to try: PostgreSQL from Debian's binaries, three silos with their gateways, and a gateway without a silo.
#   deploy/local-cluster.sh [FOLDER]      runs it until Ctrl-C; FOLDER (default: cluster-data) keeps the data, the logs and the keys
# Needs the .NET SDK and PostgreSQL's server (apt-get install postgresql). Everybody on this machine may connect: for trying only.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mkdir -p "${1:-cluster-data}" && cd "${1:-cluster-data}" && pwd)
binaries=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[ -x "$binaries/postgres" ] || { echo "PostgreSQL's server is missing: apt-get install postgresql" >&2; exit 1; }

first_port=${IG_FIRST_PORT:-28080} # gateways of the silos: 28080, 28081, 28082; the gateway alone: 28083
postgres_port=${IG_POSTGRES_PORT:-28432}
as_postgres=()
if [ "$(id -u)" -eq 0 ]; then
  as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
fi

started=()
stop() {
  trap - EXIT INT TERM
  echo "Stopping"
  # Gateways and silos first, so that they hand over their work; the database last.
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill -TERM "${started[$i]}" 2>/dev/null || true
    wait "${started[$i]}" 2>/dev/null || true
  done
}
trap stop EXIT INT TERM

echo "Building"
dotnet build "$repository/src/IdentityGrains.Cli" -c Release -v quiet -nologo
igrains=(dotnet "$repository/src/IdentityGrains.Cli/bin/Release/net10.0/igrains.dll")
silo="$repository/src/IdentityGrains.Silo/bin/Release/net10.0/IdentityGrains.Silo.dll"

mkdir -p "$folder/postgres"
[ ${#as_postgres[@]} -eq 0 ] || chown postgres: "$folder/postgres"
if [ ! -d "$folder/postgres/data" ]; then
  (cd / && "${as_postgres[@]}" "$binaries/initdb" -D "$folder/postgres/data" -U postgres -A trust --no-instructions -E UTF8 --locale=C.UTF-8 >/dev/null)
fi
(cd / && exec "${as_postgres[@]}" "$binaries/postgres" -D "$folder/postgres/data" -p "$postgres_port" \
  -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder/postgres" >"$folder/postgres/server.log" 2>&1) &
started+=($!)
sql() { psql -h 127.0.0.1 -p "$postgres_port" -U postgres -qtA "$@"; }
until sql -c 'SELECT 1' >/dev/null 2>&1; do sleep 0.1; done
[ "$(sql -c "SELECT count(*) FROM pg_database WHERE datname = 'identitygrains'")" = 1 ] || sql -c 'CREATE DATABASE identitygrains'

database="Host=127.0.0.1;Port=$postgres_port;Database=identitygrains"
ConnectionStrings__Owner="$database;Username=postgres" "${igrains[@]}" migrate up
sql -d identitygrains <<'SQL'
DO $$
BEGIN
    IF to_regrole('silo') IS NULL THEN CREATE ROLE silo LOGIN IN ROLE ig_silo; END IF;
    IF to_regrole('membership') IS NULL THEN CREATE ROLE membership LOGIN IN ROLE ig_cluster; END IF;
END
$$;
SQL

export ConnectionStrings__IdentityGrains="$database;Username=silo" ConnectionStrings__Cluster="$database;Username=membership"
export IdentityGrains__Store=Postgres IdentityGrains__DataFolder="$folder/data" IdentityGrains__DevelopmentIssuer=true
export IdentityGrains__PolicyFile="${IG_POLICY:-$repository/deploy/sample/policy.yaml}"
run() { # name, role, port
  IdentityGrains__Role=$2 IdentityGrains__HttpPort=$3 dotnet "$silo" >"$folder/$1.log" 2>&1 &
  started+=($!)
  until curl -fs -o /dev/null "http://127.0.0.1:$3/health/ready"; do
    kill -0 "${started[-1]}" 2>/dev/null || { echo "$1 ended instead of starting:" >&2; cat "$folder/$1.log" >&2; exit 1; }
    sleep 0.2
  done
  echo "$1 is ready: http://127.0.0.1:$3"
}
for n in 0 1 2; do run "silo-$n" All $((first_port + n)); done
run gateway Gateway $((first_port + 3))
grep -h dashboard "$folder"/silo-0.log || true
echo "Data, keys and logs lie in $folder. Ask with: igrains import|explain ... --server http://127.0.0.1:$((first_port + 3)) --data $folder/data"
echo "Ctrl-C stops everything."
wait "${started[0]}"
