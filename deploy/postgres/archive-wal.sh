#!/bin/sh
# archive_command: keeps a finished segment of the write-ahead log, compressed, in $BACKUPS/wal. `archive-wal.sh %p %f`
# Returns 0 only when the segment is on the disk; PostgreSQL keeps it and asks again otherwise.
set -eu
umask 077
mkdir -p "$BACKUPS/wal"
kept="$BACKUPS/wal/$2.gz"
if [ -e "$kept" ]; then
    gunzip < "$kept" | cmp -s - "$1" # asked twice for the same; another one of this name is never overwritten
    exit
fi
gzip < "$1" > "$kept.part"
sync "$kept.part"
mv "$kept.part" "$kept"
sync "$BACKUPS/wal"
