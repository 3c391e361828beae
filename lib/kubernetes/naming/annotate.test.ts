import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../manifests/object.ts';
import { textsAt } from '../manifests/readers.ts';
import { annotateMoniker, labelManaged, setObjectAnnotations } from './annotate.ts';
import { applicationOf, monikerOf, readListAnnotation } from './moniker-of.ts';

function deployment(
  options: {
    labels?: Record<string, string>;
    selector?: Record<string, string>;
    annotations?: Record<string, string>;
  } = {},
): KubernetesObject {
  const { labels = { app: 'web' }, selector = { app: 'web' }, annotations } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...(annotations ? { annotations } : {}) },
    spec: { selector: { matchLabels: selector }, template: { metadata: { labels }, spec: {} } },
  };
}

const templateOf = (object: KubernetesObject, what: 'labels' | 'annotations') =>
  textsAt(object, 'spec', 'template', 'metadata', what);

describe('marks of a deploy', () => {
  test('stand on the object and on its pods, and never overwrite', () => {
    const marked = annotateMoniker(
      deployment({ annotations: { 'moniker.spinnaker.io/application': 'mine' } }),
      { app: 'shop', stack: 'prod', sequence: 3 },
    );
    expect(textsAt(marked, 'metadata', 'annotations')).toEqual({
      'moniker.spinnaker.io/application': 'mine',
      'moniker.spinnaker.io/stack': 'prod',
      'moniker.spinnaker.io/sequence': '3',
    });
    expect(templateOf(marked, 'annotations')['moniker.spinnaker.io/application']).toBe('shop');
  });

  test('do not change the manifest they are put on', () => {
    const manifest = deployment();
    const before = JSON.stringify(manifest);
    labelManaged(annotateMoniker(manifest, { app: 'shop' }), { application: 'shop', sequence: 1 });
    expect(JSON.stringify(manifest)).toBe(before);
  });

  test('that only concern the object leave its pods alone, or they would be replaced', () => {
    const marked = setObjectAnnotations(deployment(), { 'foredeck.io/operation': 'run/1' });
    expect(templateOf(marked, 'annotations')).toEqual({});
  });
});

describe('labels of a deploy', () => {
  test('say who manages it always, the application only where nothing is said', () => {
    const labeled = labelManaged(
      deployment({
        labels: { app: 'web', 'app.kubernetes.io/name': 'own', 'app.kubernetes.io/managed-by': 'Helm' },
      }),
      { application: 'shop' },
    );
    expect(templateOf(labeled, 'labels')).toEqual({
      app: 'web',
      'app.kubernetes.io/name': 'own',
      'app.kubernetes.io/managed-by': 'spinnaker',
    });
    expect(textsAt(labeled, 'metadata', 'labels')).toEqual({
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/managed-by': 'spinnaker',
    });
  });

  test('that the selector asks for stay as they are, or the cluster would refuse the object', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
    expect(
      templateOf(
        labelManaged(deployment({ labels, selector: labels }), { application: undefined }),
        'labels',
      ),
    ).toEqual(labels);
  });

  test('stay off the pod template when asked', () => {
    expect(
      templateOf(labelManaged(deployment(), { application: 'shop', skipPodTemplate: true }), 'labels'),
    ).toEqual({ app: 'web' });
  });
});

describe('a moniker', () => {
  test('is read from annotations, JSON text of older writers included', () => {
    const annotations = {
      'moniker.spinnaker.io/application': '"shop"',
      'moniker.spinnaker.io/cluster': 'deployment web',
      'moniker.spinnaker.io/sequence': '7',
    };
    expect(monikerOf(deployment({ annotations }))).toEqual({
      app: 'shop',
      cluster: 'deployment web',
      stack: undefined,
      detail: undefined,
      sequence: 7,
    });
  });

  test('of a ReplicaSet of a Deployment has the revision as its sequence', () => {
    const annotations = { 'deployment.kubernetes.io/revision': '4' };
    expect(monikerOf({ ...deployment({ annotations }), kind: 'ReplicaSet' }).sequence).toBe(4);
  });

  test('of malformed annotations is no error: other objects must go on', () => {
    const annotations = {
      'moniker.spinnaker.io/application': '"unfinished',
      'moniker.spinnaker.io/sequence': 'many',
      'traffic.spinnaker.io/load-balancers': '[not json',
    };
    const object = deployment({ annotations });
    expect(applicationOf(object)).toBe('"unfinished');
    expect(monikerOf(object).sequence).toBeUndefined();
    expect(readListAnnotation(object, 'traffic.spinnaker.io/load-balancers')).toBeUndefined();
  });
});
