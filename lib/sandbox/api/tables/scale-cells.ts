import type { RecordedColumn } from '../../kinds/recorded.ts';
import type { JsonObject } from '../../store/object.ts';
import { numberAt, textAt } from '../../store/read-json.ts';
import { ageOf } from './age.ts';

const COLUMNS: readonly RecordedColumn[] = [
  ['Name', 'string', 'name', 0],
  ['Desired', 'integer', '', 0],
  ['Available', 'integer', '', 0],
  ['Age', 'string', '', 0],
];

/** A Scale as a table of one row. */
export function scaleTable(scale: JsonObject, now: Date): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: COLUMNS.map(([name, type, format, priority]) => ({
      name,
      type,
      format,
      description: '',
      priority,
    })),
    rows: [
      {
        cells: [
          textAt(scale, 'metadata', 'name'),
          numberAt(scale, 'spec', 'replicas'),
          numberAt(scale, 'status', 'replicas'),
          ageOf(textAt(scale, 'metadata', 'creationTimestamp'), now),
        ],
        object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: scale.metadata },
      },
    ],
  };
}
