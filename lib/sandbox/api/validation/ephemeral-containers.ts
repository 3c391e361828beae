import { type KubernetesObject, sameJson } from '../../store/object.ts';
import { listAt, textAt } from '../../store/read-json.ts';
import { duplicate, type FieldFault, invalid, notAllowed, required } from './invalid.ts';

/**
 * Looks at the containers added to a running pod: they may come, but neither go nor change.
 * @throws StatusError Invalid
 */
export function refuseChangedEphemeral(next: KubernetesObject, live: KubernetesObject): void {
  const field = 'spec.ephemeralContainers';
  const faults: FieldFault[] = [];
  const taken = new Set(
    ['initContainers', 'containers'].flatMap((list) =>
      listAt(next.spec, list).map((container) => textAt(container, 'name')),
    ),
  );
  const added = listAt(next.spec, 'ephemeralContainers');
  for (const [index, container] of added.entries()) {
    const name = textAt(container, 'name');
    if (name === '') faults.push(required(`${field}[${index}].name`));
    else if (taken.has(name)) faults.push(duplicate(`${field}[${index}].name`, name));
    taken.add(name);
    if (textAt(container, 'image') === '') faults.push(required(`${field}[${index}].image`));
  }
  for (const before of listAt(live.spec, 'ephemeralContainers')) {
    const name = textAt(before, 'name');
    const after = added.find((container) => textAt(container, 'name') === name);
    if (after === undefined)
      faults.push(notAllowed(field, `existing ephemeral containers "${name}" may not be removed\n`));
    else if (!sameJson(before, after))
      faults.push(notAllowed(field, `existing ephemeral containers "${name}" may not be changed\n`));
  }
  if (faults.length > 0) throw invalid({ group: '', kind: 'Pod' }, next.metadata.name, faults);
}
