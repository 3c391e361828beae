import type { ServedResource } from '../../kinds/catalogue.ts';
import type { JsonObject, KubernetesObject } from '../../store/object.ts';
import { ageOf } from './age.ts';
import { cellsOf } from './cells.ts';
import { customCells, customColumns } from './custom-columns.ts';

/** The columns of a kind, as the real server defines them. */
export function columnDefinitions(resource: ServedResource): JsonObject[] {
  const columns = resource.custom === undefined ? resource.columns : customColumns(resource.custom);
  return columns.map(([name, type, format, priority]) => ({ name, type, format, description: '', priority }));
}

/** The cells of one object, in the order of the columns. */
export function rowOf(resource: ServedResource, object: KubernetesObject, now: Date): unknown[] {
  if (resource.custom !== undefined) return customCells(resource.custom, object, now);
  const known = cellsOf(resource.storage.id, object, now);
  if (known !== undefined) return known;
  return resource.columns.map(([name]) => {
    if (name === 'Name') return object.metadata.name;
    if (name === 'Age') return ageOf(object.metadata.creationTimestamp, now);
    return name === 'Created At' ? (object.metadata.creationTimestamp ?? '<unknown>') : '<unknown>';
  });
}
