import { scenario } from '../scenario.ts';

const suite = [
  '',
  'apps',
  'batch',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'autoscaling',
  'policy',
  'discovery.k8s.io',
  'storage.k8s.io',
];

/** What the API says about itself. */
export const discovery = [
  ...suite.map((group) =>
    scenario(
      `api-resources-${group.split('.')[0] || 'core'}`,
      `the kinds of ${group || 'the core group'}`,
      `api-resources --api-group="${group}" -o wide`,
      `api-resources --api-group="${group}" --namespaced=true -o name`,
    ),
  ),
  scenario(
    'api-versions',
    'the versions that the suite needs',
    { run: 'api-versions', compare: 'exit' },
    'api-resources --verbs=list --namespaced -o name --api-group=apps',
    'api-resources --api-group=unicorn.test',
    'api-resources --sort-by=kind --api-group=batch',
  ),
  scenario(
    'explain',
    'explain fields',
    { run: 'explain deployment', compare: 'exit' },
    { run: 'explain deployment.spec.strategy', compare: 'exit' },
    'explain deployment.spec.unicorn',
    'explain unicorn',
    { run: 'explain pods.spec.containers --recursive', compare: 'exit' },
  ),
  scenario(
    'version',
    'the version of the server',
    { run: 'version', compare: 'exit' },
    { run: 'cluster-info', compare: 'exit' },
    { run: 'config current-context', compare: 'exit' },
  ),
  scenario(
    'short-names',
    'short and full names',
    'get deploy,rs,sts,ds,cj,svc,cm,sa,ep,hpa,pdb,ing,netpol,pvc,quota,limits -o name -l none=none',
    'get deployments.apps,deployments.v1.apps,jobs.batch -o name',
    'get po/none',
    'get all -l none=none',
    'get deployment.v1beta1.apps',
  ),
];
