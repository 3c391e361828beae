/**
 * Thrown when an expression needs something the host can only give later, a page from the web say. The evaluation is
 * given up, the promise awaited, and the whole run again with the answer known: the interpreter itself stays
 * synchronous. It is no error of the expression and never leaves this library.
 */
export class PendingCall extends Error {
  readonly key: string;
  readonly promise: Promise<unknown>;

  constructor(key: string, promise: Promise<unknown>) {
    super('the answer of the host is not there yet');
    this.key = key;
    this.promise = promise;
  }
}
