#!/usr/bin/env bash
# Runs a command with DATABASE_URL set to a throw-away PostgreSQL on a Unix socket, then removes it.
# Usage: tools/pg.sh [--durable] COMMAND [ARGUMENT ...]
# --durable keeps fsync on (for benchmarks); tests do without it.
set -euo pipefail

durable=off
if [[ ${1:-} == --durable ]]; then
    durable=on
    shift
fi
if (($# == 0)); then
    echo "usage: tools/pg.sh [--durable] COMMAND [ARGUMENT ...]" >&2
    exit 2
fi

bindir=
for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) "$(dirname "$(command -v initdb 2>/dev/null || echo /)")"; do
    if [[ -x $candidate/initdb && -x $candidate/pg_ctl ]]; then
        bindir=$candidate
        break
    fi
done
if [[ -z $bindir ]]; then
    echo "PostgreSQL's binaries were not found. On Debian and Ubuntu: apt-get install postgresql" >&2
    exit 1
fi

# The server refuses to run as root, so root hands it to another account.
owner=$(id -un)
if ((EUID == 0)); then
    owner=postgres
    id -u postgres >/dev/null 2>&1 || owner=nobody
fi
as_owner() {
    if ((EUID != 0)); then
        "$@"
    elif command -v runuser >/dev/null; then
        runuser -u "$owner" -- "$@"
    else
        su "$owner" -s /bin/sh -c "$(printf '%q ' "$@")"
    fi
}

# A short fixed place: the path of a Unix socket may not be longer than 107 characters.
home=$(mktemp -d /tmp/renda-pg.XXXXXX)
chmod 755 "$home"
((EUID == 0)) && chown "$owner" "$home"
cd "$home"
stop() {
    as_owner "$bindir/pg_ctl" --pgdata="$home/data" --mode=immediate stop >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

as_owner "$bindir/initdb" --pgdata="$home/data" --username=renda --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; exit 1; }
as_owner tee -a "$home/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$home'
max_connections = 200
shared_buffers = 256MB
fsync = $durable
full_page_writes = $durable
synchronous_commit = $durable
CONF
as_owner "$bindir/pg_ctl" --pgdata="$home/data" --log="$home/data/server.log" --wait --silent start ||
    { cat "$home/data/server.log" >&2; exit 1; }
"$bindir/createdb" --host="$home" --username=renda renda

cd "$OLDPWD"
export DATABASE_URL="postgres://renda@${home//\//%2F}/renda"
status=0
"$@" || status=$?
exit "$status"
