-- AlterTable
ALTER TABLE "Execution" ADD COLUMN     "traceparent" TEXT;
