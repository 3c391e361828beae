-- Live events: kept for a while so that a browser that was away can catch up, and announced at commit.
-- Losing them in a crash costs a refetch, so they need no write-ahead log.
ALTER TABLE "LiveEvent" SET UNLOGGED;

-- foredeck_publish('[{"kind": ..., "application": ..., ...}]'): stores each event and announces it under its number.
CREATE FUNCTION foredeck_publish(events jsonb) RETURNS void LANGUAGE sql AS $$
  WITH stored AS (
    INSERT INTO "LiveEvent" ("kind", "application", "payload")
    SELECT event ->> 'kind', event ->> 'application', event FROM jsonb_array_elements(events) AS event
    RETURNING "id", "payload"
  )
  SELECT pg_notify('foredeck_events', ("payload" || jsonb_build_object('id', "id"::text))::text) FROM stored;
$$;

-- The audit trail only grows.
CREATE FUNCTION foredeck_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail cannot be changed' USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION foredeck_refuse_change();
