import { isObject, type JsonObject } from '#lib/engine/model.ts';

/** Stage kinds of Spinnaker that Foredeck keeps and does not run: what each would do, and what to use here. */
const foreignStages: Readonly<Record<string, string>> = {
  jenkins: 'starts a Jenkins job. Call its address with a Webhook stage',
  travis: 'starts a Travis build. Call its address with a Webhook stage',
  wercker: 'starts a Wercker build; Spinnaker itself has dropped it',
  concourse: 'waits for a Concourse job. Watch its address with a Webhook stage',
  script: 'runs a script as a Jenkins job. Call the job with a Webhook stage',
  googleCloudBuild: 'starts a Google Cloud Build. Call its address with a Webhook stage',
  awsCodeBuild: 'starts an AWS CodeBuild. Call its address with a Webhook stage',
  'gitlab-ci': 'starts a GitLab pipeline. Call its address with a Webhook stage',
  jira: 'creates a Jira issue. Call its address with a Webhook stage',
  pageApplicationOwner: 'pages the owner of an application. Call your pager with a Webhook stage',
  gremlin: 'starts a Gremlin attack. Call its address with a Webhook stage',
  importDeliveryConfig: 'reads a managed delivery configuration, which Foredeck does not have',
  upsertDeliveryConfig: 'writes a managed delivery configuration, which Foredeck does not have',
  kayentaCanary:
    'judges a canary by metrics, which Foredeck does not do; a Manual judgment lets people decide',
  bakeManifest: 'renders a Helm or Kustomize chart. Render it before, and deploy the manifests',
  createBakeManifest: 'renders a Helm or Kustomize chart. Render it before, and deploy the manifests',
  runJob: 'runs a Kubernetes Job. Deploy the Job with a Deploy stage, which waits until it has succeeded',
  runJobManifest:
    'runs a Kubernetes Job. Deploy the Job with a Deploy stage, which waits until it has succeeded',
};

/** Stages that drive machines of a cloud, not Kubernetes objects. */
const cloudStages = new Set([
  ...['bake', 'deploy', 'createServerGroup', 'cloneServerGroup', 'resizeServerGroup', 'enableServerGroup'],
  ...['disableServerGroup', 'destroyServerGroup', 'rollbackCluster', 'disableCluster', 'shrinkCluster'],
  ...['scaleDownCluster', 'findImage', 'findImageFromTags', 'upsertImageTags', 'upsertLoadBalancers'],
  ...['applySourceServerGroupCapacity', 'monitoredDeploy', 'deployService', 'shareService', 'unshareService'],
  ...['destroyService', 'bakeCloudFoundryManifest', 'deployCloudrunManifest', 'runCanary', 'canary'],
  ...[
    'deployCanaryServerGroups',
    'cleanupCanaryClusters',
    'resizeAsg',
    'quickPatch',
    'tagImage',
    'modifyScalingProcess',
  ],
]);

/** What a kind that cannot run here is, in words that end a sentence; undefined for one nobody knows. */
export function foreignStage(kind: string): string | undefined {
  if (Object.hasOwn(foreignStages, kind)) return foreignStages[kind];
  const [plain = kind] = kind.split('_');
  if (cloudStages.has(plain))
    return 'drives server groups of a cloud provider; Foredeck delivers to Kubernetes alone';
  return undefined;
}

/** Why a pipeline that is an instance of a template cannot be started, and what to do. */
export function templateWords(raw: JsonObject): string {
  const name = templateName(raw);
  const which = name === '' ? 'a pipeline template' : `the pipeline template "${name}"`;
  const kind =
    raw.schema === 'v2' ? 'a managed pipeline template (version 2)' : 'a Jinja template (version 1)';
  return `This pipeline has no stages of its own: it is an instance of ${which}, ${kind}, which Foredeck keeps but does not plan. Export the planned pipeline from Spinnaker, and import that.`;
}

function templateName(raw: JsonObject): string {
  const config = isObject(raw.config) && isObject(raw.config.pipeline) ? raw.config.pipeline : {};
  const template = isObject(raw.template) ? raw.template : isObject(config.template) ? config.template : {};
  const named = template.reference ?? template.source ?? template.name;
  return typeof named === 'string' ? named.replace(/^spinnaker:\/\//, '') : '';
}

/** A document that is no pipeline but a template, or a version 1 configuration of one. */
export function isTemplateDocument(raw: JsonObject): boolean {
  if (isObject(raw.pipeline) && isObject(raw.pipeline.template)) return true;
  return isObject(raw.metadata) && raw.name === undefined && raw.application === undefined;
}
