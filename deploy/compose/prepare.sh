#!/usr/bin/env bash
# Draws the passwords that compose.yaml reads, each once: what is there stays.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder="$here/secrets"
install -d -m 0700 "$folder"
install -d -m 0755 "$here/trust"

password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { # name, content
  [ -e "$folder/$1" ] || printf '%s\n' "$2" >"$folder/$1"
  # The containers' users must read them. That nobody else does, the folder sees to: nobody else may enter it.
  chmod 0444 "$folder/$1"
}
line() { printf '*:5432:identitygrains:%s:%s' "$1" "$2"; }

if [ ! -e "$folder/silo_pgpass" ]; then
  membership=$(line membership "$(password)")
  keep gateway_pgpass "$membership"
  keep silo_pgpass "$(line silo "$(password)")"$'\n'"$(tail -n 1 "$folder/gateway_pgpass")"
fi
keep postgres_password "$(password)"
keep owner_pgpass "$(line owner "$(password)")"
echo "Passwords lie in $folder. Put the issuers' public keys into $here/trust: services.pem and subjects.pem."
