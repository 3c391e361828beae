import { z } from 'zod';
import { findAccount } from '#lib/accounts/index.ts';
import type { Context } from '#lib/auth/index.ts';
import { buildContext, evaluateAsync } from '#lib/expressions/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import {
  collectManifests,
  type KubernetesObject,
  kubernetesOperations,
  parseManifests,
  strategyStepText,
} from '#lib/kubernetes/index.ts';
import { Invalid, messageOf, NotFound } from '#lib/platform/errors.ts';
import { DeployManifestContext } from '#lib/stages/deploy-manifest/schema.ts';
import { Artifact } from '#lib/stages/kubernetes/schema.ts';
import { type ArtifactsAhead, artifactsAhead } from './artifacts-ahead.ts';
import { downstreamDeploys } from './downstream-deploys.ts';
import { getExecutionSource } from './get-execution.ts';
import type { DeploymentPreview, StagePreview } from './schema.ts';

type Fields = Record<string, unknown>;
interface SourceStage extends Fields {
  id: string;
  refId: string;
  name: string;
  type: string;
  requisites: string[];
  parentId: string | null;
  context: Fields;
  outputs: Fields;
}

const MAX_DEPLOYS = 10;
const PATIENCE_MS = 15_000;

/**
 * What the deploys behind a stage would change in their clusters if they ran now: each manifest rehearsed by its cluster
 * and compared with what is there. A deploy that cannot be rehearsed says why and hides none of the others. Needs READ
 * on the application and on each account.
 */
export async function previewStage(
  ctx: Context,
  executionId: string,
  stageId: string,
): Promise<StagePreview> {
  const source = await getExecutionSource(ctx, executionId);
  const stages = source.stages as SourceStage[];
  const judged = stages.find((stage) => stage.id === stageId);
  if (!judged) throw new NotFound('This run has no such stage.');
  const deploys = downstreamDeploys(stages, judged.refId).slice(0, MAX_DEPLOYS);
  const execution = {
    ...source,
    stages: stages.map((stage) => ({ ...stage, requisiteStageRefIds: stage.requisites })),
  };
  return {
    deployments: await Promise.all(deploys.map((stage) => previewOne(ctx, execution, stages, stage))),
  };
}

async function previewOne(
  ctx: Context,
  execution: Fields,
  stages: readonly SourceStage[],
  stage: SourceStage,
): Promise<DeploymentPreview> {
  const facts = { stageId: stage.id, stage: stage.name };
  try {
    const context = await evaluatedContext(execution, stage);
    const account = context.account ?? context.credentials ?? '';
    await findAccount(ctx, account, 'READ');
    const member = (await fleet()).member(account);
    const moniker = context.moniker ?? {};
    const ahead = artifactsAhead(stages, stage, execution.trigger);
    const preview = await kubernetesOperations.previewDeploy({
      client: member.client,
      manifests: manifestsOf(context),
      moniker: { ...moniker, app: moniker.app || String(execution.application) },
      namespaceOverride: context.namespaceOverride || undefined,
      versioned: context.versioned ?? undefined,
      enableArtifactBinding: context.enableArtifactBinding,
      skipSpecTemplateLabels: context.skipSpecTemplateLabels,
      labelSelectors: context.labelSelectors?.selectors,
      allowNothingSelected: context.allowNothingSelected,
      requiredArtifacts: z.array(Artifact).parse(requiredArtifacts(context, ahead)),
      optionalArtifacts: z.array(Artifact).parse(ahead.inScope),
      ...context.trafficManagement,
      customResources: member.customResources,
      mayUseNamespace: member.mayUseNamespace,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return {
      ...facts,
      account,
      isProduction: member.isProduction,
      hash: preview.hash,
      counts: preview.counts,
      manifests: preview.manifests.map(({ manifestName, change, diff }) => ({ manifestName, change, diff })),
      afterwards: preview.rollout.map(strategyStepText),
      problems: preview.errors,
    };
  } catch (error) {
    const account = typeof stage.context.account === 'string' ? stage.context.account : '';
    return {
      ...facts,
      account,
      isProduction: false,
      manifests: [],
      afterwards: [],
      problems: [sentenceOf(error)],
    };
  }
}

async function evaluatedContext(execution: Fields, stage: SourceStage): Promise<DeployManifestContext> {
  const context = buildContext({ execution, stage });
  const { skipExpressionEvaluation, manifests, manifest, ...rest } = stage.context;
  const isLiteral = skipExpressionEvaluation === true || skipExpressionEvaluation === 'true';
  const open = isLiteral ? rest : { ...rest, manifests, manifest };
  const { value } = await evaluateAsync(open, context);
  const parsed = DeployManifestContext.safeParse({
    ...(isLiteral ? { manifests, manifest } : {}),
    ...(value as Fields),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Invalid(`Its settings cannot be read: ${issue?.path.join('.')}: ${issue?.message}`);
}

function requiredArtifacts(context: DeployManifestContext, ahead: ArtifactsAhead): unknown[] {
  const { requiredArtifactIds, requiredArtifacts: listed } = context;
  const ids = [...requiredArtifactIds, ...listed.flatMap((item) => item.expectedArtifactId ?? [])];
  const missing = ids.filter((id) => !ahead.bound(id));
  if (missing.length > 0)
    throw new Invalid(`Required artifacts were not found in this run yet: ${missing.join(', ')}.`);
  return [...ids.flatMap((id) => ahead.bound(id) ?? []), ...listed.flatMap((item) => item.artifact ?? [])];
}

function manifestsOf(context: DeployManifestContext): KubernetesObject[] {
  if (context.source === 'artifact')
    throw new Invalid('Its manifests come from an artifact, which is read when the stage runs.');
  const given = context.manifests ?? context.manifest;
  const { manifests, faults } = typeof given === 'string' ? readTexts(given) : collectManifests(given ?? []);
  if (faults.length > 0) throw new Invalid(`Its manifests cannot be read: ${faults.join(' ')}`);
  return manifests;
}

function readTexts(text: string) {
  const { manifests, faults } = parseManifests(text);
  return { manifests, faults: faults.map(({ message }) => message) };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.name === 'TimeoutError'
    ? 'The cluster took too long to answer.'
    : messageOf(error);
}
