import type { CustomResource } from '../../kinds/catalogue.ts';
import type { RecordedColumn } from '../../kinds/recorded.ts';
import { isJsonObject, type KubernetesObject } from '../../store/object.ts';
import { ageOf } from './age.ts';

type PrinterColumn = CustomResource['printerColumns'][number];

const AGE: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

function columnsOf(custom: CustomResource): readonly PrinterColumn[] {
  return custom.printerColumns.length === 0 ? [AGE] : custom.printerColumns;
}

/** Name, then what the definition's additionalPrinterColumns say, or the age when they say nothing. */
export function customColumns(custom: CustomResource): RecordedColumn[] {
  return [
    ['Name', 'string', 'name', 0],
    ...columnsOf(custom).map(
      ({ name, type, format = '', priority = 0 }): RecordedColumn => [name, type, format, priority],
    ),
  ];
}

/** Reads `.spec.a.b`, `.spec.items[0].name`, `.status.conditions[?(@.type=="Ready")].status`. */
export function readPath(object: unknown, path: string): unknown {
  const steps = path.match(/\['[^']+'\]|\[\?\([^)]*\)\]|\[\d+\]|[^.[\]]+/g) ?? [];
  let part: unknown[] = [object];
  for (const step of steps) {
    const filter = /^\[\?\(@\.([\w.]+)\s*==\s*["'](.*)["']\)\]$/.exec(step);
    if (filter !== null) {
      part = part
        .flatMap((value) => (Array.isArray(value) ? value : []))
        .filter((item) => isJsonObject(item) && item[filter[1] ?? ''] === filter[2]);
    } else if (/^\[\d+\]$/.test(step)) {
      part = part.flatMap((value) => (Array.isArray(value) ? [value[Number(step.slice(1, -1))]] : []));
    } else {
      const name = step.startsWith('[') ? step.slice(2, -2) : step;
      part = part.flatMap((value) => (isJsonObject(value) && value[name] !== undefined ? [value[name]] : []));
    }
  }
  return part[0];
}

function cell(column: PrinterColumn, object: KubernetesObject, now: Date): unknown {
  const value = readPath(object, column.jsonPath);
  if (value === undefined || value === null) return column.type === 'string' ? '' : null;
  if (column.type === 'date') return ageOf(value, now);
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** The cells of a custom resource. */
export function customCells(custom: CustomResource, object: KubernetesObject, now: Date): unknown[] {
  return [object.metadata.name, ...columnsOf(custom).map((column) => cell(column, object, now))];
}
