import { expect, test } from 'vitest';
import { dataHash, templateHash } from './names.ts';

const container = {
  name: 'main',
  image: 'nginx',
  ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
  resources: { limits: { cpu: '500m', memory: '128Mi' } },
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'Always',
};

/** The template of a StatefulSet as a real cluster stored it. */
const template = {
  metadata: { labels: { app: 'db' }, annotations: { x: 'y <&> é' } },
  spec: {
    containers: [container],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
};

test('hashes a pod template as a real cluster does', () => {
  expect(templateHash(template)).toBe('769776c4c6');
  expect(templateHash(template, 1)).toBe('c6d47976f');
});

test('hashes what a StatefulSet records as a real cluster does', () => {
  expect(dataHash({ spec: { template: { ...template, $patch: 'replace' } } }, 0)).toBe('5fb866bf98');
});
