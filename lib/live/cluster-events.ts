import { tellHere } from '#lib/events/index.ts';
import { fleet } from '#lib/fleet/index.ts';
import { processState } from '#lib/platform/process-state.ts';

/** However much changes in a cluster, an application's readers hear of it at most this often. */
const QUIET_MS = 200;

/**
 * Turns changes of this process's caches into live events: one an application and account in every 200 ms, the first at
 * once. They are told here alone: every web process has caches of its own.
 */
export async function tellClusterChanges(): Promise<void> {
  await processState('live.clusters', async () => {
    const clusters = await fleet();
    const resting = new Map<string, { again: boolean }>();
    const tell = (application: string, account: string) => {
      const key = `${application}/${account}`;
      const rest = resting.get(key);
      if (rest) {
        rest.again = true;
        return;
      }
      tellHere({ kind: 'infrastructure.changed', application, account });
      const state = { again: false };
      resting.set(key, state);
      setTimeout(() => {
        resting.delete(key);
        if (state.again) tell(application, account);
      }, QUIET_MS).unref();
    };
    clusters.onChange(({ application, account }) => {
      if (application) tell(application.toLowerCase(), account);
    });
    clusters.onStatus((account) => {
      tellHere({ kind: 'account.changed', account });
      const member = clusters.members().find((each) => each.name === account);
      for (const application of member?.cache.applications() ?? []) tell(application.toLowerCase(), account);
    });
  });
}
