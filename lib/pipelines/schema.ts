import { z } from 'zod';

/** A Spinnaker pipeline document; unknown keys are kept at every level (reference section 1.1). */
export const PipelineDocument = z.record(z.string(), z.unknown());
export type PipelineDocument = z.infer<typeof PipelineDocument>;

/** Something to know about a document, at the place it concerns. */
export const Finding = z.object({
  level: z.enum(['error', 'warning']),
  path: z.string(),
  refId: z.string().optional(),
  message: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A pipeline in a list: no document. */
export const PipelineSummary = z.object({
  id: z.string(),
  application: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  description: z.string(),
  stageCount: z.number(),
  revision: z.number(),
  updatedBy: z.string(),
  updatedAt: z.string(),
});
export type PipelineSummary = z.infer<typeof PipelineSummary>;

export const Pipeline = PipelineSummary.extend({
  definition: PipelineDocument,
  /** What is odd about it, in words. */
  findings: z.array(Finding),
});
export type Pipeline = z.infer<typeof Pipeline>;

export const PipelineRevision = z.object({
  revision: z.number(),
  message: z.string(),
  author: z.string(),
  createdAt: z.string(),
});
export type PipelineRevision = z.infer<typeof PipelineRevision>;

export const SavePipeline = z.object({
  definition: PipelineDocument,
  /** What changed, for the list of revisions. */
  message: z.string().trim().max(500).default(''),
});
export type SavePipeline = z.infer<typeof SavePipeline>;
