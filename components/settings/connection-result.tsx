import type { z } from 'zod';
import { Notice } from '#components/ui/error-state.tsx';
import type { ConnectionReport } from '#lib/kubernetes/accounts/schema.ts';

/** What a connection test found: usable or not, and each right that is missing. */
export function ConnectionResult({ report }: { report: z.infer<typeof ConnectionReport> }) {
  const title = report.isUsable
    ? `It works: Kubernetes ${report.version ?? ''} at ${report.server ?? 'the cluster'}.`
    : (report.problem ?? 'It cannot be used.');
  return (
    <Notice tone={report.isUsable ? (report.missing.length > 0 ? 'wait' : 'ok') : 'bad'} title={title}>
      {report.isUsable && report.problem ? <p>{report.problem}</p> : null}
      {report.missing.length > 0 ? <p>Missing rights: {report.missing.join('; ')}.</p> : null}
      {report.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </Notice>
  );
}
