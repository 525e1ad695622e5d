#!/bin/sh
# restore.sh NAME [TIME]: makes the data folder $PGDATA anew from a base backup and the segments in $BACKUPS/wal, as it
# was at TIME ('2026-02-02 10:30:00+00'), or else at the end of what is kept. The server then starts on it.
# The server must be stopped. The folder that is there is renamed, not deleted.
set -eu
umask 077
base="$BACKUPS/base/$1"
test -s "$base/base.tar.gz"
if [ -e "$PGDATA/postmaster.pid" ]; then
    echo "restore: stop the server on $PGDATA first; if it is not running, delete postmaster.pid there" >&2
    exit 1
fi
if [ -e "$PGDATA" ]; then
    mv "$PGDATA" "$PGDATA.before-$(date -u +%Y%m%dT%H%M%SZ)"
fi
mkdir -p "$PGDATA"
tar -xzf "$base/base.tar.gz" -C "$PGDATA"
tar -xzf "$base/pg_wal.tar.gz" -C "$PGDATA/pg_wal"
cp "$base/backup_manifest" "$PGDATA/backup_manifest"
pg_verifybackup --quiet "$PGDATA"
{
    echo "restore_command = 'gunzip < \"$BACKUPS/wal/%f.gz\" > \"%p\"'"
    echo "recovery_target_action = 'promote'"
    echo "recovery_target_time = '${2:-}'" # empty also undoes what an earlier restoration has left in the backup
} >> "$PGDATA/postgresql.auto.conf"
touch "$PGDATA/recovery.signal"
