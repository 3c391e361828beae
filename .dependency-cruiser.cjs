/**
 * The borders between the rooms (docs/architecture.md). Imports go down the list, never up; other rooms are
 * entered through their index.ts; a schema.ts or api.ts (zod, constants, contracts) may be read from anywhere.
 */
const ROOMS = [
  ['worker', 'live', 'bootstrap'],
  ['gate'],
  ['client'],
  ['stages'],
  ['pipelines'],
  ['infrastructure', 'executions'],
  ['fleet'],
  ['accounts'],
  ['engine'],
  ['artifacts'],
  ['expressions'],
  ['kubernetes'],
  ['notifications'],
  ['applications', 'people'],
  ['http'],
  ['audit', 'events', 'queue'],
  ['auth'],
  ['sandbox'],
  ['platform'],
];
const OPEN = '/(schema|operation-schema|endpoint|api|fields|contract|model)\\.ts$';

const upward = ROOMS.flatMap((rooms, level) => {
  const above = ROOMS.slice(0, level).flat();
  if (above.length === 0) return [];
  return [
    {
      name: `${rooms.join('-')}-imports-upward`,
      comment: `lib/${rooms.join(', lib/')} may import only rooms below`,
      severity: 'error',
      from: { path: `^lib/(${rooms.join('|')})/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^lib/(${above.join('|')})/`, pathNot: OPEN },
    },
  ];
});

module.exports = {
  forbidden: [
    // An interpreter, a form of forms: what is recursive by nature may be so across files.
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^(lib/(sandbox|expressions)|components/pipeline-editor/fields)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lib-knows-no-screens',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(components|app)/' },
    },
    {
      name: 'components-know-no-urls',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'components-stay-in-the-browser',
      comment: 'components reach the server through lib/client and contracts',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^lib/(worker|live|bootstrap|gate|infrastructure|executions|accounts|fleet|applications|people|http|audit|events|queue|auth|sandbox|kubernetes|platform)/',
        pathNot: '/(schema|operation-schema|api|endpoint)\\.ts$',
      },
    },
    {
      name: 'platform-stands-alone',
      severity: 'error',
      from: { path: '^lib/platform/' },
      to: { path: '^lib/(?!platform/)' },
    },
    {
      name: 'sandbox-is-reached-by-http',
      severity: 'error',
      from: { path: '^lib/(?!sandbox/)', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: '^lib/sandbox/' },
    },
    {
      name: 'kubernetes-knows-no-pipelines',
      severity: 'error',
      from: { path: '^lib/kubernetes/' },
      to: { path: '^lib/(engine|stages|pipelines)/' },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules|prisma/generated' },
    exclude: { path: '^(\\.next|prisma/generated)' },
    tsPreCompilationDeps: true,
    // dependency-cruiser cannot use TypeScript 7 yet; SWC reads the same syntax.
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
