#!/bin/bash
# Behaves as the official image's entry point does: an empty data directory is initialised by the POSTGRES_* variables,
# /docker-entrypoint-initdb.d is run once, root steps down to postgres, and a directory with data is only started.
set -Eeuo pipefail

# Each variable may come from a file named by NAME_FILE.
from_file() {
	local name=$1 file="${1}_FILE" fallback=${2:-}
	if [ -n "${!name:-}" ] && [ -n "${!file:-}" ]; then
		echo >&2 "error: both $name and $file are set (but are exclusive)"
		exit 1
	fi
	if [ -n "${!file:-}" ]; then export "$name"="$(< "${!file}")"; else export "$name"="${!name:-$fallback}"; fi
	unset "$file"
}

initialise() {
	if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
		echo >&2 'Error: Database is uninitialized and superuser password is not specified.'
		echo >&2 '       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.'
		exit 1
	fi
	eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"${POSTGRES_INITDB_ARGS:-}"
	printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
	pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
	if [ "$POSTGRES_DB" != postgres ]; then
		sql --dbname postgres --set db="$POSTGRES_DB" <<< 'CREATE DATABASE :"db";'
	fi
	run_scripts
	pg_ctl -D "$PGDATA" -m fast -w stop
	printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

sql() {
	PGPASSWORD="$POSTGRES_PASSWORD" psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password "$@"
}

run_scripts() {
	local file
	for file in /docker-entrypoint-initdb.d/*; do
		case "$file" in
			*.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
			*.sql) sql --dbname "$POSTGRES_DB" -f "$file" ;;
			*.sql.gz) gunzip -c "$file" | sql --dbname "$POSTGRES_DB" ;;
		esac
	done
}

case "${1:-}" in -*) set -- postgres "$@" ;; esac

if [ "$1" = postgres ]; then
	mkdir -p "$PGDATA"
	if [ "$(id -u)" = 0 ]; then
		find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
		# Without CAP_FOWNER it cannot, and need not: initdb does it as postgres.
		chmod 0700 "$PGDATA" || :
		exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$BASH_SOURCE" "$@"
	fi
	if [ ! -s "$PGDATA/PG_VERSION" ]; then
		from_file POSTGRES_PASSWORD
		from_file POSTGRES_USER postgres
		from_file POSTGRES_DB "$POSTGRES_USER"
		: "${POSTGRES_HOST_AUTH_METHOD:=}"
		initialise
		unset POSTGRES_PASSWORD
	fi
fi

exec "$@"
