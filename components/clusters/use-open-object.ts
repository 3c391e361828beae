import { parseAsString, useQueryStates } from 'nuqs';
import type { ObjectRef } from '#lib/infrastructure/schema.ts';

const text = parseAsString;

/** The object whose details are open, kept in the address so that a link leads to it. */
export function useOpenObject() {
  const [state, setState] = useQueryStates(
    { at: text, ns: text, kind: text, name: text },
    { history: 'push' },
  );
  const { at, ns, kind, name } = state;
  const open: ObjectRef | undefined =
    at && ns && kind && name ? { account: at, namespace: ns, kind, name } : undefined;
  return {
    open,
    show: (ref: ObjectRef) =>
      void setState({ at: ref.account, ns: ref.namespace, kind: ref.kind, name: ref.name }),
    close: () => void setState({ at: null, ns: null, kind: null, name: null }),
  };
}
