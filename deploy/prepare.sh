#!/bin/sh
# Makes what compose.yml mounts: a secret in each file of deploy/private, a certificate for trying it out, and a folder
# for backups. What is there already stays. Needs openssl.
set -eu
folder=${1:-$(dirname "$0")/private}
mkdir -p "$folder/backups"
chmod 700 "$folder" # keeps others on this machine out; what is inside is for the users in the containers
cd "$folder"
for name in jwt_secret participants_secret database_password postgres_password redis_password; do
    [ -s "$name" ] || openssl rand -base64 48 > "$name"
done
if [ ! -s tls_key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout tls_key -out tls_certificate 2> openssl.log ||
        { cat openssl.log >&2; rm -f tls_key; exit 1; }
    rm openssl.log
    echo "tls_certificate is for https://localhost and no authority has signed it: replace it and tls_key."
fi
chmod 644 ./*_secret ./*_password ./tls_*
chmod 1777 backups
