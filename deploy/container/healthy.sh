#!/usr/bin/env bash
# healthy [live|ready]: asks the process of this container. The image has no HTTP client, but bash opens connections.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${IdentityGrains__HttpPort:-8080}"
printf 'GET /health/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "${1:-ready}" >&3
IFS= read -r -t 5 status <&3
[[ $status == "HTTP/1.1 200 "* ]]
