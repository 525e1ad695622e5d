#!/bin/sh
# A base backup into $BACKUPS/base/NAME, while the server works; prints NAME. From it and the segments in $BACKUPS/wal
# restore.sh makes the database as it was at any later moment. Keeps the newest $KEEP (7) of them, and their segments.
set -eu
umask 077
name=$(date -u +%Y%m%dT%H%M%SZ)
base="$BACKUPS/base"
mkdir -p "$base"
pg_basebackup --username=postgres --checkpoint=fast --format=tar --gzip --pgdata="$base/$name.part"
sync "$base/$name.part"/*
mv "$base/$name.part" "$base/$name"
sync "$base"

cd "$base"
ls -1d -- *Z | sort | head -n "-${KEEP:-7}" | xargs -r rm -rf --
oldest=$(ls -1d -- *Z | sort | head -n 1)
segment=$(tar -xzOf "$oldest/base.tar.gz" backup_label | sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]*\))$/\1/p')
if [ -d "$BACKUPS/wal" ]; then
    pg_archivecleanup -x .gz "$BACKUPS/wal" "$segment"
fi
echo "$name"
