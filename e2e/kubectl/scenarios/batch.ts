import { job } from '../manifests.ts';
import { quietly, scenario } from '../scenario.ts';

/** Jobs and CronJobs. */
export const batch = [
  scenario(
    'job',
    'a Job and its pod',
    ['create -f -', job('once')],
    "get job once -o jsonpath='{.spec}'",
    'get pods -l job-name=once --no-headers -o custom-columns=OWNER:.metadata.ownerReferences[0].kind,RESTART:.spec.restartPolicy',
    "get pods -l batch.kubernetes.io/job-name=once -o jsonpath='{.items[0].metadata.labels}'",
  ),
  scenario(
    'job-completes',
    'a Job that is done',
    ['create -f -', job('once')],
    'wait --for=condition=complete job/once --timeout=30s',
    'get jobs',
    'get jobs -o wide',
    'get pods',
    "get job once -o jsonpath='{.status.succeeded} {.status.ready} {range .status.conditions[*]}{.type}={.status} {.reason};{end}'",
    { run: 'events --for job/once', compare: 'sorted' },
  ),
  scenario(
    'job-time-to-live',
    'a Job that removes itself',
    ['create -f -', job('once', '  ttlSecondsAfterFinished: 1\n')],
    quietly('wait --for=condition=complete job/once --timeout=30s'),
    { run: 'wait --for=delete job/once --timeout=20s', compare: 'exit' },
    'get jobs,pods',
  ),
  scenario(
    'job-suspended',
    'a suspended Job makes no pods',
    ['create -f -', job('later', '  suspend: true\n')],
    'get job later',
    'get pods',
    "get job later -o jsonpath='{.status.conditions[0].type} {.status.conditions[0].reason}'",
    'describe job later',
  ),
  scenario(
    'job-parallel',
    'several pods of one Job',
    quietly('create -f -', job('many', '  parallelism: 2\n  completions: 4\n  suspend: true\n')),
    "get job many -o jsonpath='{.spec.parallelism} {.spec.completions} {.spec.completionMode} {.spec.backoffLimit}'",
    'get job many',
    'patch job many -p \'{"spec":{"parallelism":3}}\'',
    "get job many -o jsonpath='{.spec.parallelism}'",
  ),
  scenario(
    'cronjob',
    'a CronJob that is suspended',
    [
      'create -f -',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec:\n  schedule: "*/1 * * * *"\n  suspend: true\n  jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: main, image: "busybox:1"}]}}}}\n',
    ],
    'get cronjob',
    'get cj -o wide',
    'get cj tick -o yaml',
    'patch cronjob tick -p \'{"spec":{"schedule":"nonsense"}}\'',
    'patch cronjob tick -p \'{"spec":{"timeZone":"Mars/Olympus"}}\'',
    'create job by-hand --from=cronjob/tick',
    'delete cronjob tick',
    'get jobs',
  ),
];
