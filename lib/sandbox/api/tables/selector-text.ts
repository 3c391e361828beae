import { isJsonObject } from '../../store/object.ts';
import { at, listAt, objectAt, textAt } from '../../store/read-json.ts';

/** `a=b,c=d` in the order of the keys; `<none>` when empty. */
export function labelsText(labels: unknown): string {
  const pairs = isJsonObject(labels) ? Object.entries(labels) : [];
  if (pairs.length === 0) return '<none>';
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** A LabelSelector as text, as `kubectl get` shows it. */
export function selectorText(selector: unknown): string {
  if (!isJsonObject(selector)) return '<none>';
  const equal = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => ({
    key,
    text: `${key}=${value}`,
  }));
  const sets = listAt(selector, 'matchExpressions').map((expression) => {
    const key = textAt(expression, 'key');
    const values = listAt(expression, 'values').map(String).sort().join(',');
    switch (at(expression, 'operator')) {
      case 'In':
        return { key, text: `${key} in (${values})` };
      case 'NotIn':
        return { key, text: `${key} notin (${values})` };
      case 'DoesNotExist':
        return { key, text: `!${key}` };
      default:
        return { key, text: key };
    }
  });
  const terms = [...equal, ...sets].sort((a, b) => (a.key < b.key ? -1 : 1));
  return terms.length === 0 ? '<none>' : terms.map(({ text }) => text).join(',');
}

/** Names and images of a pod template's containers, comma-separated: two cells of wide tables. */
export function containerCells(podSpec: unknown): [string, string] {
  const containers = listAt(podSpec, 'containers');
  return [
    containers.map((container) => textAt(container, 'name')).join(','),
    containers.map((container) => textAt(container, 'image')).join(','),
  ];
}
