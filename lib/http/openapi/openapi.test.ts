import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { openApiDocument } from './document.ts';

const ROUTES = join(import.meta.dirname, '../../../app/api/v1');

/** `GET /pipelines/{id}` for every method that a route file of app/api/v1 answers. */
function routesOnDisk(): string[] {
  return globSync('**/route.ts', { cwd: ROUTES })
    .flatMap((file) => {
      const path = `/${dirname(file)}`.replace(/\[(\w+)\]/g, '{$1}');
      const methods = readFileSync(join(ROUTES, file), 'utf8').matchAll(/^export const ([A-Z]+)\b/gm);
      return [...methods].map((match) => `${match[1]} ${path}`);
    })
    .sort();
}

function routesInDocument(): string[] {
  const { paths } = openApiDocument('https://deck.example') as { paths: Record<string, object> };
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();
}

test('every method of every route stands in the document, and the document promises no other', () => {
  expect(routesOnDisk().length).toBeGreaterThan(50);
  expect(routesInDocument()).toEqual(routesOnDisk());
});

test('every operation has a name of its own and one line that says what it does', () => {
  const names = catalogue.map((entry) => entry.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { contract } of catalogue) expect(contract.summary.length).toBeGreaterThan(5);
});

test('every parameter of a path is declared, and none is declared that the path lacks', () => {
  for (const { contract } of catalogue) {
    const named = [...contract.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared =
      contract.params && 'shape' in contract.params ? Object.keys(contract.params.shape ?? {}) : [];
    expect({ path: contract.path, declared: declared.sort() }).toEqual({
      path: contract.path,
      declared: named.sort(),
    });
  }
});

test('the document is OpenAPI 3.1 whose references lead somewhere', () => {
  const document = openApiDocument('https://deck.example');
  expect(document.openapi).toMatch(/^3\.1/);
  const text = JSON.stringify(document);
  const schemas = (document as { components: { schemas: Record<string, unknown> } }).components.schemas;
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(Object.keys(schemas)).toContain(name);
  expect(document).toMatchObject({
    servers: [{ url: 'https://deck.example/api/v1' }],
    paths: {
      '/pipelines/{id}/executions': {
        post: {
          operationId: 'startPipeline',
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        },
      },
      '/openapi.json': { get: { security: [] } },
    },
  });
});
