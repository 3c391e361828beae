/** One fault of a request, at the field it names by its dotted path; an empty path means the whole of it. */
export interface ProblemFault {
  field: string;
  message: string;
}

/** What the server sent as `application/problem+json` (RFC 9457). */
export interface Problem {
  status: number;
  title: string;
  detail?: string;
  errors?: ProblemFault[];
  /** Quoted in the 500 answer, to be found in the server's log. */
  requestId?: string;
  /** Members beyond the standard ones, such as the current revision of a conflict. */
  extensions?: Record<string, unknown>;
}

/** A refusal or failure of the API. `message` is the sentence to show. Status 0 = the server was not reached. */
export class ProblemError extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemFault[];
  readonly requestId: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
    this.extensions = problem.extensions ?? {};
  }
}

const standardMembers = new Set(['type', 'status', 'title', 'detail', 'errors', 'requestId', 'instance']);

/** Reads an error answer of any origin: ours, a proxy's HTML page, or an empty body. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body = await readJson(response);
  const title = text(body.title) ?? (response.statusText || `The server answered ${response.status}`);
  return new ProblemError({
    status: response.status,
    title,
    detail: text(body.detail),
    errors: faultsOf(body.errors),
    requestId: text(body.requestId),
    extensions: Object.fromEntries(Object.entries(body).filter(([key]) => !standardMembers.has(key))),
  });
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return {};
  try {
    const body: unknown = await response.json();
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}

function faultsOf(value: unknown): ProblemFault[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap((fault) => {
    const message = text(fault.message);
    return message ? [{ field: text(fault.field) ?? '', message }] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
