ALTER TABLE "StageExecution" ALTER COLUMN "position" SET DATA TYPE INTEGER;

-- Rows of live runs change often and stay in place when their page has room.
ALTER TABLE "Execution" SET (fillfactor = 80);
ALTER TABLE "StageExecution" SET (fillfactor = 70);

-- A final status never changes, whoever writes; a restart says so by counting "restarts" up.
CREATE FUNCTION foredeck_keep_final_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is % and stays so', TG_TABLE_NAME, OLD."id", OLD."status" USING ERRCODE = 'check_violation';
END;
$$;

CREATE TRIGGER execution_final_status BEFORE UPDATE ON "Execution" FOR EACH ROW
  WHEN (OLD."status" IN ('SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE', 'STOPPED', 'TERMINAL', 'CANCELED')
    AND NEW."status" <> OLD."status" AND NEW."restarts" <= OLD."restarts")
  EXECUTE FUNCTION foredeck_keep_final_status();

CREATE TRIGGER stage_final_status BEFORE UPDATE ON "StageExecution" FOR EACH ROW
  WHEN (OLD."status" IN ('SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE', 'STOPPED', 'TERMINAL', 'CANCELED')
    AND NEW."status" <> OLD."status" AND NEW."restarts" <= OLD."restarts")
  EXECUTE FUNCTION foredeck_keep_final_status();
