-- Run by the owner after each migration, which makes the roles: the logins of silos and gateways, with the passwords that their files say now.
\set silo_password `sed -n 's/^.*:silo://p' /run/secrets/silo_pgpass`
\set membership_password `sed -n 's/^.*:membership://p' /run/secrets/silo_pgpass`
SELECT 'CREATE ROLE silo LOGIN IN ROLE ig_silo' WHERE to_regrole('silo') IS NULL \gexec
SELECT 'CREATE ROLE membership LOGIN IN ROLE ig_cluster' WHERE to_regrole('membership') IS NULL \gexec
ALTER ROLE silo PASSWORD :'silo_password';
ALTER ROLE membership PASSWORD :'membership_password';
