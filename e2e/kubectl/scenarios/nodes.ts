import { scenario } from '../scenario.ts';

const node = `apiVersion: v1
kind: Node
metadata: {name: "{ns}-machine", labels: {kubernetes.io/os: linux}}
spec: {podCIDR: 10.250.9.0/24}
`;

/** A node that nobody runs: what kubectl does to nodes. */
export const nodes = [
  scenario(
    'node-object',
    'cordon, taint, label and drain a node',
    ['create -f -', node],
    'get node {ns}-machine',
    'cordon {ns}-machine',
    'cordon {ns}-machine',
    'get node {ns}-machine --no-headers',
    'drain {ns}-machine --ignore-daemonsets',
    'uncordon {ns}-machine',
    'uncordon {ns}-machine',
    'taint nodes {ns}-machine a=b:NoSchedule',
    'taint nodes {ns}-machine a=b:NoSchedule',
    'taint nodes {ns}-machine a=c:NoSchedule --overwrite',
    'taint nodes {ns}-machine a=c:Unicorn',
    'taint nodes {ns}-machine a:NoSchedule-',
    'taint nodes {ns}-machine a:NoSchedule-',
    'label node {ns}-machine tier=front',
    `patch node {ns}-machine -p '{"spec":{"podCIDR":"10.9.0.0/24"}}'`,
    `patch node {ns}-machine --type=merge -p '{"spec":{"taints":[{"key":"k","effect":"Bad"}]}}'`,
    'top node',
    'delete node {ns}-machine',
    'get node {ns}-machine',
  ),
];
