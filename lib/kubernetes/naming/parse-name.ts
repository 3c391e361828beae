/** The parts of an `app-stack-detail-v000` name (Frigga's convention). */
export type NameParts = {
  app: string;
  stack: string | undefined;
  detail: string | undefined;
  /** The name without its sequence. */
  cluster: string;
  /** `v003` */
  push: string | undefined;
  sequence: number | undefined;
};

const pushPattern = /^([-a-zA-Z0-9._~^]*)-(v([0-9]{3,6}))$/;
const namePattern = /^([a-zA-Z0-9._]+)(?:-([a-zA-Z0-9._]*)(?:-([-a-zA-Z0-9._~^]*))?)?$/;

/** Undefined when the text is no such name. Three to six digits make a sequence, so `foo-v1` has the stack `v1`. */
export function parseName(name: string): NameParts | undefined {
  const push = pushPattern.exec(name);
  const cluster = push?.[1] ?? name;
  const parts = namePattern.exec(cluster);
  const app = parts?.[1];
  if (!parts || !app) return undefined;
  return {
    app,
    stack: parts[2] || undefined,
    detail: parts[3] || undefined,
    cluster,
    push: push?.[2],
    sequence: push?.[3] === undefined ? undefined : Number(push[3]),
  };
}
