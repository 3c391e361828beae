import type { ObjectDetails } from '#lib/infrastructure/schema.ts';
import type { OperationRequest } from './use-operation.ts';

/** What is asked before a cluster is changed. */
export type Question =
  | { kind: 'scale'; title: string; action: string }
  | {
      kind: 'plain';
      title: string;
      text: string;
      action: string;
      isDestructive?: boolean;
      request: OperationRequest;
    };

/** All its pods are replaced. */
export function restartQuestion(named: string, { account, podCount }: ObjectDetails): Question {
  return {
    kind: 'plain',
    title: `Restart ${named} in ${account}?`,
    text: `All ${podCount} pods are replaced, a few at a time.`,
    action: 'Restart',
    request: { type: 'rollingRestartManifest', description: `Restart ${named}` },
  };
}

/** It goes, with what it owns. */
export function deleteQuestion(named: string, { account, podCount }: ObjectDetails): Question {
  return {
    kind: 'plain',
    title: `Delete ${named} in ${account}?`,
    text: `It and its ${podCount} pods are removed. A pipeline can deploy it again.`,
    action: 'Delete',
    isDestructive: true,
    request: {
      type: 'deleteManifest',
      description: `Delete ${named}`,
      context: { options: { cascading: 'true' } },
    },
  };
}

/** The object is given its traffic, or loses it. */
export function trafficQuestion(
  named: string,
  { account, loadBalancers, hasTraffic }: ObjectDetails,
): Question {
  const services = loadBalancers.join(', ');
  return hasTraffic
    ? {
        kind: 'plain',
        title: `Take the traffic away from ${named} in ${account}?`,
        text: `Its pods go on, and ${services} no longer reaches them. It can be given back at any time.`,
        action: 'Take away',
        isDestructive: true,
        request: { type: 'disableManifest', description: `Disable ${named}` },
      }
    : {
        kind: 'plain',
        title: `Send traffic to ${named} in ${account}?`,
        text: `Its pods are reached by ${services} again, beside those that are reached now.`,
        action: 'Send traffic',
        request: { type: 'enableManifest', description: `Enable ${named}` },
      };
}

/** Its rollout stands still, or goes on. */
export function pauseQuestion(named: string, account: string, isPaused: boolean): Question {
  return isPaused
    ? {
        kind: 'plain',
        title: `Resume the rollout of ${named} in ${account}?`,
        text: 'Changes that waited are rolled out now.',
        action: 'Resume',
        request: { type: 'resumeRolloutManifest', description: `Resume ${named}` },
      }
    : {
        kind: 'plain',
        title: `Pause the rollout of ${named} in ${account}?`,
        text: 'Pods that run go on; changes wait until it is resumed.',
        action: 'Pause',
        request: { type: 'pauseRolloutManifest', description: `Pause ${named}` },
      };
}

/** What another number of replicas does, before it is done. */
export function scaleWords(from: number, to: number | string): string {
  const pods = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'pod' : 'pods'}`;
  if (typeof to === 'string') return 'Say how many pods are to run.';
  if (to === from) return `It runs ${pods(from)} now.`;
  if (to === 0) return `From ${pods(from)} to none: nothing serves until it is scaled up again.`;
  return to > from
    ? `From ${pods(from)} to ${to}: ${pods(to - from)} will start.`
    : `From ${pods(from)} to ${to}: ${pods(from - to)} will end.`;
}
