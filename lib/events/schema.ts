import { z } from 'zod';

const application = z.string();

/** Somebody who has a pipeline open in an editor, as of a moment (epoch ms). */
export const PipelineEditor = z.object({
  /** One person may have it open twice. */
  tab: z.string(),
  userId: z.string(),
  name: z.string(),
  /** refId of the stage they are at. */
  stage: z.string().nullable(),
  at: z.number(),
  /** They closed it. */
  isGone: z.boolean(),
});
export type PipelineEditor = z.infer<typeof PipelineEditor>;

/**
 * What the browser is told. Events carry ids only: a reader who may see the thing fetches it, others learn nothing.
 * `application` is what the reader's permissions are checked against; events without it go to everybody signed in.
 */
export const DomainEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('application.changed'), application }),
  z.object({ kind: z.literal('pipeline.changed'), application, pipelineId: z.string() }),
  // The one kind that carries what it tells of: there is nothing stored to be fetched.
  z.object({
    kind: z.literal('pipeline.edited'),
    application,
    pipelineId: z.string(),
    editor: PipelineEditor,
  }),
  z.object({
    kind: z.literal('execution.changed'),
    application,
    executionId: z.string(),
    pipelineId: z.string().nullish(),
    status: z.string(),
  }),
  z.object({
    kind: z.literal('approval.changed'),
    application,
    executionId: z.string(),
    stageId: z.string(),
  }),
  z.object({ kind: z.literal('notification.changed'), application, executionId: z.string() }),
  z.object({ kind: z.literal('infrastructure.changed'), application, account: z.string() }),
  z.object({ kind: z.literal('account.changed'), account: z.string() }),
  z.object({ kind: z.literal('access.changed'), userId: z.string().nullish() }),
]);
export type DomainEvent = z.infer<typeof DomainEvent>;

/** An event as it travels: with its number in the stream (a decimal string), or without one when it is not stored. */
export type StreamedEvent = DomainEvent & { id?: string };
