-- AlterTable
ALTER TABLE "StageExecution" ADD COLUMN "carrier" TEXT;
