-- Roles that the tables are granted to. Whoever logs in is made a member of one; nobody logs in as one of these. Roles belong to the server and not to the
-- database, so another database of it may have made them already.

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ig_owner', 'ig_silo', 'ig_cluster', 'ig_verify'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- What is made from here on is the owner's, whoever makes it; no silo may be a member of it.
DO $$
BEGIN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO ig_owner', current_database());
    IF NOT pg_has_role(current_user, 'ig_owner', 'USAGE') THEN
        EXECUTE format('GRANT ig_owner TO %I', current_user);
    END IF;
END
$$;
