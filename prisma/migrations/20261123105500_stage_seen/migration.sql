-- AlterTable
ALTER TABLE "StageExecution" ADD COLUMN "seenAt" TIMESTAMPTZ(3);
