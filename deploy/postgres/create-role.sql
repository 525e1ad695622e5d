-- The database of Registro, and a role that owns its schema and nothing else. The image runs this once, on an empty
-- volume, by psql and as the superuser; on a server of your own: psql -v password_file=FILE -f create-role.sql
\set ON_ERROR_STOP on
\if :{?password_file}
\else
  \set password_file /run/secrets/database_password
\endif
\set password `cat :password_file`
CREATE ROLE registro LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
CREATE DATABASE registro ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE registro FROM PUBLIC;
GRANT CONNECT ON DATABASE registro TO registro;
\connect registro
ALTER SCHEMA public OWNER TO registro;
