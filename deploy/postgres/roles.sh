#!/bin/bash
# Makes Tocsin's roles when the database is made. PostgreSQL's image runs it once, as its superuser;
# docs/DEPLOYMENT.md says how to run it against a server of your own.
#
#   ROLES_SQL                   platform/src/main/resources/db/roles.sql of this version
#   TOCSIN_DB_OWNER_PASSWORD    password of tocsin_owner, who migrates
#   TOCSIN_DB_PASSWORD          password of tocsin_app, who works
#   PGHOST, POSTGRES_USER, POSTGRES_DB ...  where, as for psql
set -euo pipefail

for name in TOCSIN_DB_OWNER_PASSWORD TOCSIN_DB_PASSWORD; do
  value=${!name:-}
  case "$value" in
    '') echo "$name is not set" >&2; exit 1 ;;
    # It goes into a statement as it is, and into settings and URLs elsewhere.
    *[!A-Za-z0-9._~-]*) echo "$name may hold letters, digits and . _ ~ - only" >&2; exit 1 ;;
  esac
done

sql=$(cat "${ROLES_SQL:-/tocsin/roles.sql}")
sql=${sql//'${owner_password}'/$TOCSIN_DB_OWNER_PASSWORD}
sql=${sql//'${app_password}'/$TOCSIN_DB_PASSWORD}
PGOPTIONS="-c client_min_messages=warning" psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 \
  --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-tocsin}" <<<"$sql"
