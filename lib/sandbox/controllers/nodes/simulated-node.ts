import { type Condition, type Draft, wireTime } from '../objects/meta.ts';
import type { Node } from '../objects/node.ts';

/** Marks nodes whose kubelet is simulated. */
export const SIMULATED = 'sandbox.foredeck.dev/simulated';

// Room for ten thousand pods on three nodes: a sandbox is for trying sizes, too.
const CAPACITY = {
  cpu: '512',
  'ephemeral-storage': '4Ti',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '2Ti',
  pods: '5000',
};

/** The node of that number, as its kubelet would register it. */
export function simulatedNode(index: number, now: Date): Draft<Node> {
  const name = `sim-${index}`;
  const time = wireTime(now);
  const condition = (
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ): Condition & { lastHeartbeatTime: string } => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'sandbox',
        [SIMULATED]: 'true',
      },
    },
    spec: {},
    status: {
      addresses: [
        { type: 'InternalIP', address: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}` },
        { type: 'Hostname', address: name },
      ],
      allocatable: CAPACITY,
      capacity: CAPACITY,
      conditions: [
        condition(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://2.4.0',
        kernelVersion: '6.12.0',
        kubeProxyVersion: '',
        kubeletVersion: 'v1.37.2',
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Foredeck sandbox',
        systemUUID: '',
      },
    },
  };
}
