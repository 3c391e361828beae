const SUFFIXES: Record<string, number> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const known = new Map<string, number>();

/** The number a quantity such as "250m" or "64Mi" stands for; 0 when it cannot be read. */
export function quantity(value: string | number | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const cached = known.get(value);
  if (cached !== undefined) return cached;
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]{0,2})$/.exec(value);
  const number = match ? Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? 0) : 0;
  if (known.size > 2000) known.clear();
  known.set(value, number);
  return number;
}

/** A quantity written as Kubernetes would: milli for broken CPU, binary suffixes for whole memory. */
export function formatQuantity(resource: string, amount: number): string {
  if (resource.endsWith('cpu')) {
    const milli = Math.round(amount * 1000);
    return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
  }
  if (!/memory|storage/.test(resource)) return String(Math.round(amount));
  for (const suffix of ['Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const unit = SUFFIXES[suffix] ?? 1;
    if (amount >= unit && amount % unit === 0) return `${amount / unit}${suffix}`;
  }
  return String(Math.round(amount));
}
