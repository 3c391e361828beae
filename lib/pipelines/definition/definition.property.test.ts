import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type JsonObject } from '#lib/engine/model.ts';
import { fillParameters, isShown, parameterFaults, parsePipeline, validatePipeline } from './index.ts';

/** Names a document may use that mean something to the machine below, or to this program. */
const oddKey = fc.constantFrom(
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'context',
    'raw',
    'kind',
    'id',
    '',
    '0',
    'ключ',
  ],
  ...['alias', 'providerType', 'stageEnabled', 'comments', 'config', 'template', 'metadata', 'pipeline'],
);
const odd = fc.jsonValue({ maxDepth: 2 });
const extras = fc.dictionary(oddKey, odd);
const reference = fc.constantFrom<unknown>('1', '2', 3, '*', '', null, true, '__proto__', 'ß');

/** A field that is right, odd or absent. */
const maybe = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd });

const stage = fc
  .record(
    {
      type: maybe(fc.constantFrom('wait', 'deployManifest', 'jenkins', 'made up')),
      name: maybe(fc.string()),
      refId: maybe(reference),
      requisiteStageRefIds: maybe(fc.oneof(reference, fc.array(reference, { maxLength: 3 }))),
      startTimeExpiry: maybe(fc.integer()),
    },
    { requiredKeys: [] },
  )
  .chain((own) => extras.map((more) => merged(more, own)));

const parameter = fc.record({
  name: fc.oneof(oddKey, fc.string()),
  default: odd,
  required: fc.boolean(),
  condition: maybe(
    fc.record({ parameter: oddKey, comparator: fc.constantFrom('=', '<'), comparatorValue: odd }),
  ),
});

const document = fc
  .record(
    {
      name: maybe(fc.string()),
      application: maybe(fc.string()),
      stages: maybe(fc.array(fc.oneof({ weight: 9, arbitrary: stage }, { weight: 1, arbitrary: odd }))),
      triggers: maybe(fc.array(extras)),
      parameterConfig: maybe(fc.array(parameter)),
      type: maybe(fc.constant('templatedPipeline')),
      schema: maybe(fc.constantFrom('1', 'v2')),
    },
    { requiredKeys: [] },
  )
  .chain((own) => extras.map((more) => merged(more, own)));

/** Both as own keys, `__proto__` too, as reading JSON makes them. */
function merged(one: object, other: object): JsonObject {
  return Object.fromEntries([...Object.entries(one), ...Object.entries(other)]);
}

const attributes = new Set(['type', 'name', 'refId', 'requisiteStageRefIds', 'startTimeExpiry']);

test('any document is read without a fault and given back as it came, each stage with all its keys', () => {
  fc.assert(
    fc.property(document, (raw) => {
      const before = JSON.stringify(raw);
      const parsed = parsePipeline(raw);
      validatePipeline(raw, (kind) => kind === 'wait');
      expect(JSON.stringify(parsed.raw)).toBe(before);
      const rawStages = (Array.isArray(raw.stages) ? raw.stages : []).filter(isObject);
      expect(parsed.stages.length).toBe(rawStages.length);
      for (const [index, each] of parsed.stages.entries()) {
        const kept = Object.keys(rawStages[index] ?? {}).filter((key) => !attributes.has(key));
        expect(Object.keys(each.context)).toEqual(kept);
      }
    }),
    { numRuns: 300 },
  );
});

test('every stage that cannot run is named, whatever else is odd', () => {
  fc.assert(
    fc.property(document, (raw) => {
      const findings = validatePipeline(raw, (kind) => kind === 'wait');
      for (const [index, each] of parsePipeline(raw).stages.entries()) {
        const isNamed = findings.some((finding) => finding.path === `stages.${index}.type`);
        expect(isNamed).toBe(each.kind !== 'wait');
      }
    }),
    { numRuns: 300 },
  );
});

test('parameters may have any name', () => {
  fc.assert(
    fc.property(fc.array(parameter), (parameterConfig) => {
      const { parameters } = parsePipeline({ parameterConfig });
      const filled = fillParameters(parameters, {});
      for (const { name } of parameters) expect(Object.hasOwn(filled, name)).toBe(true);
      for (const each of parameters) {
        const isMissing = each.required && isShown(each, {});
        expect(parameterFaults([each], {})).toHaveLength(isMissing ? 1 : 0);
      }
    }),
  );
});
