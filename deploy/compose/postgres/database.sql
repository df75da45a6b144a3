-- Run once by the image, as the superuser, when the server is made: the owner, and what he owns.
\set owner_password `cut -d: -f5 /run/secrets/owner_pgpass`
CREATE ROLE owner LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE DATABASE identitygrains OWNER owner;
