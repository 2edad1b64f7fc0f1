#!/bin/bash
# Behaves as the official image's entry point does: an empty data directory is initialised by the MARIADB_* (or MYSQL_*) variables,
# /docker-entrypoint-initdb.d is run once, root steps down to mysql, and a directory with data is only started.
set -Eeuo pipefail
. /usr/local/lib/sql-server.sh

product=MariaDB prefixes=(MARIADB MYSQL) allow_empty=ALLOW_EMPTY_ROOT_PASSWORD client=mariadb admin=mariadb-admin
alone=() homes=("$data" /run/mysqld)

lay_out() {
	mariadb-install-db --datadir="$data" --skip-test-db --auth-root-authentication-method=normal --skip-name-resolve > /dev/null
}

own_password() {
	echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD($(quoted "$root_password"));"
}

case "${1:-}" in -*) set -- mariadbd "$@" ;; esac

if [ "$1" = mariadbd ] || [ "$1" = mysqld ]; then serve "$@"; fi

exec "$@"
