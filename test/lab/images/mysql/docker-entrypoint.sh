#!/bin/bash
# Behaves as the official image's entry point does: an empty data directory is initialised by the MYSQL_* variables,
# /docker-entrypoint-initdb.d is run once, root steps down to mysql, and a directory with data is only started.
set -Eeuo pipefail
. /usr/local/lib/sql-server.sh

product=MySQL prefixes=(MYSQL) allow_empty=ALLOW_EMPTY_PASSWORD client=mysql admin=mysqladmin
alone=(--default-time-zone=SYSTEM --autocommit=1 --mysqlx=OFF) homes=("$data" /var/lib/mysql-files /run/mysqld)

lay_out() {
	"$@" --initialize-insecure --default-time-zone=SYSTEM --autocommit=1
}

own_password() {
	echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$root_password");"
}

case "${1:-}" in -*) set -- mysqld "$@" ;; esac

if [ "$1" = mysqld ]; then serve "$@"; fi

exec "$@"
