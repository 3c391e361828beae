/** Who an object belongs to, in Spinnaker's words. Written as `moniker.spinnaker.io/*` annotations. */
export type Moniker = {
  app: string;
  cluster?: string | undefined;
  stack?: string | undefined;
  detail?: string | undefined;
  sequence?: number | undefined;
};
