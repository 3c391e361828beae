import { API_BASE } from '#lib/http/endpoint.ts';

/** The address of a route: braces filled from `params`, the rest from `query`; undefined and null are left out. */
export function buildUrl(path: string, params: unknown, query: unknown): string {
  const values = entriesOf(params);
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values.get(name);
    if (value == null) throw new Error(`${path} needs a value for ${name}.`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of entriesOf(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each != null) search.append(name, String(each));
    }
  }
  const text = search.toString();
  return `${API_BASE}${filled}${text ? `?${text}` : ''}`;
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
