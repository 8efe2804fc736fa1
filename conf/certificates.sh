#!/usr/bin/env bash
# Makes a certificate authority for one cluster and certificates for its nodes, to try TLS with.
#
#   conf/certificates.sh DIRECTORY NODE...
#
# DIRECTORY gets ca.crt, ca.key, and NODE.crt and NODE.key of each node; keep ca.key elsewhere. A CA that is
# there already is used again. All nodes trust whatever this CA signs: it must sign nothing but nodes.
set -euo pipefail

if (($# < 2)); then
  echo "usage: $0 DIRECTORY NODE..." >&2
  exit 2
fi
directory=$1
shift
mkdir -p "$directory"
cd "$directory"
umask 077

if [[ ! -s ca.key ]]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
    -subj "/CN=sampo cluster CA" -keyout ca.key -out ca.crt 2>/dev/null
fi
for node in "$@"; do
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -subj "/CN=$node" -keyout "$node.key" -out "$node.csr" 2>/dev/null
  openssl x509 -req -in "$node.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 \
    -extfile <(printf 'subjectAltName=DNS:%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$node") \
    -out "$node.crt" 2>/dev/null
  rm "$node.csr"
done
