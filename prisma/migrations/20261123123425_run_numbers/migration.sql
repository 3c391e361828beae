-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "number" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "RunCounter" (
    "scope" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "RunCounter_pkey" PRIMARY KEY ("scope")
);

-- Runs that are there already get their numbers in the order in which they were started.
UPDATE "Execution" e SET "number" = n."number" FROM (
  SELECT "id", row_number() OVER (
    PARTITION BY coalesce("pipelineConfigId", 'application/' || "application") ORDER BY "buildTime", "id"
  ) AS "number" FROM "Execution"
) n WHERE n."id" = e."id";

INSERT INTO "RunCounter" ("scope", "last")
SELECT coalesce("pipelineConfigId", 'application/' || "application"), max("number") FROM "Execution" GROUP BY 1;
