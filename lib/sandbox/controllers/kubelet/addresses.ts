/** Gives every pod an address in the range of its node, and takes it back. */
interface AddressBook {
  take(node: string, podUid: string): string;
  /** Marks an address as in use, for pods found in the store at start. */
  keep(node: string, podUid: string, address: string): void;
  release(podUid: string): void;
}

// A node's range holds 8,192 addresses: 10.128.0.0/19, 10.128.32.0/19 and so on.
const RANGE = 8192;
const BASE = (10 << 24) + (128 << 16);

/** Makes an empty book. Ranges are given to nodes in the order of their first pod. */
export function createAddressBook(): AddressBook {
  const ranges = new Map<string, { index: number; next: number; used: Set<number> }>();
  const taken = new Map<string, { node: string; offset: number; address: string }>();

  function rangeOf(node: string) {
    const known = ranges.get(node);
    if (known) return known;
    const made = { index: ranges.size, next: 2, used: new Set<number>() };
    ranges.set(node, made);
    return made;
  }

  return {
    take(node, podUid) {
      const known = taken.get(podUid);
      if (known) return known.address;
      const range = rangeOf(node);
      // An address is given again as late as possible, so that nobody meets a stranger under an old address.
      let offset = range.next;
      while (range.used.has(offset)) offset = offset + 1 >= RANGE ? 2 : offset + 1;
      range.used.add(offset);
      range.next = offset + 1 >= RANGE ? 2 : offset + 1;
      const number = BASE + range.index * RANGE + offset;
      const address = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
      taken.set(podUid, { node, offset, address });
      return address;
    },
    keep(node, podUid, address) {
      const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      const index = Math.floor((number - BASE) / RANGE);
      const offset = (number - BASE) % RANGE;
      const range = ranges.get(node) ?? { index, next: 2, used: new Set<number>() };
      ranges.set(node, range);
      range.used.add(offset);
      taken.set(podUid, { node, offset, address });
    },
    release(podUid) {
      const known = taken.get(podUid);
      if (!known) return;
      ranges.get(known.node)?.used.delete(known.offset);
      taken.delete(podUid);
    },
  };
}
