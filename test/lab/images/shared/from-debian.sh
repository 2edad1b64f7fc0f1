#!/bin/sh
# from-debian.sh "<branch> ..." <package> ...: puts packages of a branch onto Debian 12, of the first branch that has them in a state that can be
# installed. A branch that is not stable has a bad day now and then: a package waits for another one that has not come yet. The next branch in
# the list then has what is missing, and gives it as far as the one before lacks it.
set -eu

branches=$1
shift
mirror=$(sed -n 's/^deb \([^ ]*\/debian\) .*/\1/p' /etc/apt/sources.list 2> /dev/null | head -n 1)
mirror=${mirror:-http://deb.debian.org/debian}
# Downloads that break off are taken up again; a mirror of a branch that is not stable may be some days behind.
options='-o Acquire::Retries=5 -o Acquire::Check-Valid-Until=false'

# A list that could not be read whole is a failure, and is asked for again.
read_lists() {
	for pause in 0 5 20; do
		sleep "$pause"
		if apt-get $options -o APT::Update::Error-Mode=any update; then return 0; fi
	done
	return 1
}

tried=
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
for branch in $branches; do
	tried="$tried $branch"
	echo "deb $mirror $branch main" >> /etc/apt/sources.list
	if read_lists && apt-get $options install -y --no-install-recommends "$@"; then
		rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb
		exit 0
	fi
done
echo >&2 "cannot install $*: $mirror has no set of packages for it today that can be installed; tried$tried"
exit 100
