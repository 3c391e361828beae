import { expect, test } from 'vitest';
import { decodeProtobuf, isProtobuf } from './decode-protobuf.ts';

type Part = [number: number, value: number | string | Part[]];

/** Just enough of an encoder for small numbers and short texts. */
function encode(parts: Part[]): Buffer {
  return Buffer.concat(
    parts.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.from([number << 3, value]);
      const bytes = typeof value === 'string' ? Buffer.from(value) : encode(value);
      return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    }),
  );
}

function body(apiVersion: string, kind: string, object: Part[]): Buffer {
  const typeMeta: Part[] = [
    [1, apiVersion],
    [2, kind],
  ];
  return Buffer.concat([
    Buffer.from('k8s\0'),
    encode([
      [1, typeMeta],
      [2, object],
    ]),
  ]);
}

test('a ConfigMap keeps its name and the map of its data', () => {
  const configMap = body('v1', 'ConfigMap', [
    [
      1,
      [
        [1, 'settings'],
        [3, ''],
        [8, ''],
      ],
    ],
    [
      2,
      [
        [1, 'mode'],
        [2, 'fast'],
      ],
    ],
    [
      2,
      [
        [1, 'size'],
        [2, '3'],
      ],
    ],
  ]);
  expect(decodeProtobuf(configMap)).toEqual({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'settings' },
    data: { mode: 'fast', size: '3' },
  });
});

test('a zero behind a pointer is kept, one that was merely not set is dropped', () => {
  const deployment = body('apps/v1', 'Deployment', [
    [
      2,
      [
        [1, 0],
        [7, 0],
      ],
    ],
  ]);
  expect(decodeProtobuf(deployment)).toEqual({
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    spec: { replicas: 0 },
  });
});

test('a port can be a number or a name', () => {
  const service = body('v1', 'Service', [
    [
      2,
      [
        [
          1,
          [
            [3, 80],
            [
              4,
              [
                [1, 0],
                [2, 99],
                [3, ''],
              ],
            ],
          ],
        ],
        [
          1,
          [
            [3, 81],
            [
              4,
              [
                [1, 1],
                [3, 'http'],
              ],
            ],
          ],
        ],
      ],
    ],
  ]);
  expect(decodeProtobuf(service).spec).toEqual({
    ports: [
      { port: 80, targetPort: 99 },
      { port: 81, targetPort: 'http' },
    ],
  });
});

test('a kind without this encoding and a body cut short are refused', () => {
  expect(() => decodeProtobuf(body('example.com/v1', 'Gadget', []))).toThrow(
    'no kind "Gadget" is registered',
  );
  expect(() => decodeProtobuf(body('v1', 'ConfigMap', [[1, 'x']]).subarray(0, -1))).toThrow('unexpected EOF');
});

test('JSON is not taken for it', () => {
  expect(isProtobuf(Buffer.from('{"kind":"k8s"}'))).toBe(false);
});
