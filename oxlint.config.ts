import { defineConfig } from 'oxlint';

/** An import that is not allowed, and what to do instead. */
interface Law {
  group: string[];
  message: string;
}

/** The wings of the server, the lowest first: each may import those before it, and is entered by its index.ts. */
const wings = [
  'settings',
  'people',
  'customers',
  'telephony',
  'records',
  'desk-work',
  'lead-room',
  'service-desk',
  'outside',
];

const laws = {
  sip: {
    group: ['sip.js', 'sip.js/**'],
    message: 'sip.js stays behind one port: use agent-ui/src/softphone/softphone-port.ts.',
  },
  server: {
    group: ['@sansheng/server', '@sansheng/server/**', '**/server/src/**'],
    message: 'The server belongs to nobody else: share a contract, or send a command back over Redis.',
  },
  workers: {
    group: ['@sansheng/queue-workers', '@sansheng/queue-workers/**', '**/queue-workers/src/**'],
    message: 'The queue-workers are told by an event or a job (shared/src/contracts), not called.',
  },
  screens: {
    group: ['@sansheng/agent-ui', '@sansheng/agent-ui/**', '**/agent-ui/src/**'],
    message: 'The screens are reached over HTTP and Socket.IO only (shared/src/contracts).',
  },
  bothEnds: {
    group: ['*', '!zod', '!./**', '!../**', '**/{db,figure-report,log,migrations,recording-store,redis,tables}/**'],
    message:
      'contracts and domain run in the browser too: zod and their own files only. What needs more belongs into shared/src/db, shared/src/redis or a feature.',
  },
  face: {
    group: ['../[a-z]*/**', '!../*/index.ts'],
    message: 'Another feature is entered by its index.ts: export there what it is to give.',
  },
  room: {
    group: ['./*/**', '!./*/index.ts'],
    message: 'Another room of the wing is entered by its index.ts: export there what it is to give.',
  },
  noWing: {
    group: [...wings.map((wing) => `**/${wing}/**`), '**/app.ts', '!@sansheng/shared/**'],
    message: 'platform knows nothing about call centers: take what you need as a parameter.',
  },
  switchFace: {
    group: ['**/platform/ari/[!i]*', '**/platform/ami/[!i]*'],
    message: 'Enter platform/ari and platform/ami by their index.ts.',
  },
  ari: {
    group: ['**/platform/ari/**'],
    message:
      'Events come in through a *.ari.ts, commands go out through calls/call-media.ts or phone/phone.ari.ts: hand the feature what it needs from there.',
  },
  ami: {
    group: ['**/platform/ami/**'],
    message: "AMI records (telephony/recording), and tells of phones and of Asterisk's own database to a *.ari.ts.",
  },
  notTelephony: {
    group: ['**/platform/ari/**', '**/platform/ami/**'],
    message: 'Only the wing telephony speaks with Asterisk: ask it by telephony/index.ts.',
  },
  redis: {
    group: ['ioredis', '**/platform/redis/**'],
    message: 'Redis is touched in a *.store.ts: put the command there, or in a Lua transition beside it.',
  },
  wires: {
    group: ['express', 'socket.io', 'ws', 'undici'],
    message: "Wires are platform/'s: add a route with context.routes, a command with context.commands.",
  },
  browser: { group: ['node:*'], message: 'This runs in a browser.' },
  noFeature: {
    group: ['**/features/**', '**/consoles/**'],
    message: 'This folder knows nothing of features: take what you need as a parameter.',
  },
  noConsole: {
    group: ['**/consoles/**'],
    message: 'Consoles compose features, not the other way round: pass it in as a property.',
  },
  noOtherConsole: {
    group: ['../[a-z]*/**'],
    message: 'A console knows no other console: what both show is a feature.',
  },
  sharedForBrowsers: {
    group: ['@sansheng/*/**', '@sansheng/*', '!@sansheng/shared/contracts/**', '!@sansheng/shared/domain/**'],
    message: 'The browser sees contracts and domain of shared only: move what both ends need there.',
  },
} satisfies Record<string, Law>;

/**
 * A feature's tables are its wing's, here and in the queue-workers. These read a foreign one besides: names of people,
 * what a list shows beside its own rows, who uses a setting.
 */
const foreignTables: Record<string, string[]> = {
  settings: ['people/accounts', 'telephony/{menu,overflow,prompts,queues,wrap-up}'],
  customers: ['people/accounts', 'service-desk/{cases,follow-ups,outages}'],
  telephony: ['people/accounts', 'settings/business-calendar'],
  records: [
    'people/accounts',
    'telephony/{queues,wrap-up}',
    'lead-room/live-board',
    'service-desk/voicemail-tasks',
    'settings/audit',
  ],
  'desk-work': ['people/accounts', 'telephony/{agents,queues,wrap-up}', 'records/call-records'],
  'lead-room': ['people/accounts', 'telephony/{agents,queues}'],
  'service-desk': ['people/accounts', 'customers/customers', 'telephony/queues', 'records/call-records'],
  outside: [
    'people/accounts',
    'telephony/{agents,menu,overflow,prompts,queues,wrap-up}',
    'lead-room/live-board',
    'records/recordings',
  ],
};
const tablesOf = (wing: string): Law => ({
  group: [
    '@sansheng/shared/tables/**',
    `!@sansheng/shared/tables/${wing}/**`,
    ...(foreignTables[wing] ?? []).map((table) => `!@sansheng/shared/tables/${table}`),
  ],
  message: "This table is another wing's: ask that wing, or name yourself among the readers (foreignTables).",
});

/** A wing is entered by its index.ts only, and only by those above it. `up`: from the file to the server's wings. */
function lawsBetweenWings(wing: string, up = '../..'): Law[] {
  const level = wings.indexOf(wing);
  return wings
    .filter((other) => other !== wing)
    .map((other) =>
      wings.indexOf(other) < level
        ? {
            group: [`${up}/${other}/**`, `!${up}/${other}/index.ts`],
            message: `Enter ${other} by its index.ts: export there what it is to give.`,
          }
        : {
            group: [`${up}/${other}/**`],
            message: `${wing} stands below ${other} and does not know it: let ${other} hand in a function, or hear an event.`,
          },
    );
}

/** The last override that names a file counts, so each gives all laws of its files. */
const imports = (files: string[], patterns: Law[], excludeFiles: string[] = []) => ({
  files,
  ...(excludeFiles.length > 0 && { excludeFiles }),
  rules: { 'no-restricted-imports': ['error', { patterns }] as ['error', { patterns: Law[] }] },
});
/** A property that is not to be used, and what to do instead. */
interface PropertyLaw {
  object?: string;
  property: string;
  message: string;
}
const properties = (...banned: PropertyLaw[]) => ({
  'no-restricted-properties': ['error', ...banned] as ['error', ...PropertyLaw[]],
});
const noBareTransaction: PropertyLaw = {
  property: 'transaction',
  message:
    'Use inTransaction (shared/src/db): it makes a change again that the database undid for the sake of another.',
};
const noClock = (files: string[], excludeFiles: string[], message: string) => ({
  files,
  excludeFiles,
  rules: properties({ object: 'Date', property: 'now', message }, noBareTransaction),
});

const { sip, server, workers, screens } = laws;
const inServer = [sip, workers, screens];
const inBrowser = [server, workers, laws.browser, laws.sharedForBrowsers];

/** Per wing: rules, edges to Asterisk (in telephony alone), and edges to Redis. */
const ofWing = (wing: string) => {
  const always = [...inServer, laws.switchFace, laws.wires, laws.face, tablesOf(wing), ...lawsBetweenWings(wing)];
  const at = (path: string) => `server/src/${wing}/${path}`;
  // What starts the wing: it builds the rooms, and enters each by its index.ts.
  const start = [...inServer, laws.switchFace, laws.wires, laws.room, tablesOf(wing), ...lawsBetweenWings(wing, '..')];
  if (wing !== 'telephony') {
    return [
      imports([at('**')], [...always, laws.notTelephony, laws.redis]),
      imports([at('**/*.store.ts')], [...always, laws.notTelephony]),
      imports([at('*.ts')], [...start, laws.notTelephony, laws.redis]),
    ];
  }
  return [
    imports([at('**')], [...always, laws.ari, laws.ami, laws.redis]),
    imports(
      [
        at('**/*.{ari,feature}.ts'),
        at('calls/media-parts.ts'),
        at('node/{adopt-calls,drift-watch,stasis-channel}.ts'),
        at('routing/ring-seats.ts'),
        at('phone/index.ts'),
      ],
      [...always, laws.redis],
    ),
    imports([at('node/node.ts')], always),
    imports([at('*.ts')], [...start, laws.redis]),
    imports([at('recording/{start,pause}-recording.ts')], [...always, laws.ari, laws.redis]),
    imports([at('**/*.store.ts'), at('live-state/**'), at('node/node-lease.ts')], [...always, laws.ari, laws.ami]),
  ];
};

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['**/dist/**', '**/*.generated.ts', '.data/**', 'docs/**'],
  rules: {
    'no-console': 'error',
    'node/no-process-env': 'error',
    ...properties(noBareTransaction),
    'import/no-default-export': 'error',
    'import/no-cycle': [
      'error',
      {
        ignoreTypes: false,
      },
    ],
    'import/no-unassigned-import': [
      'error',
      {
        allow: ['**/*.css', '**/zod-without-eval.ts', 'antd/**', 'dayjs/locale/*'],
      },
    ],
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': [
      'error',
      {
        checksVoidReturn: false,
      },
    ],
    'typescript/await-thenable': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      {
        considerDefaultExhaustiveForUnions: true,
      },
    ],
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-misused-spread': [
      'error',
      {
        allow: ['string'],
      },
    ],
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'react/no-unstable-nested-components': [
      'error',
      {
        allowAsProps: true,
      },
    ],
    'vitest/valid-expect': [
      'error',
      {
        maxArgs: 2,
      },
    ],
    'react/react-in-jsx-scope': 'off',
    'react/set-state-in-effect': 'off',
    'react/refs': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-unnecessary-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-generated-empty-object-type': 'off',
    'typescript/require-array-sort-compare': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'import/no-named-as-default-member': 'off',
    'promise/always-return': 'off',
    'no-unmodified-loop-condition': 'off',
    'no-new': 'off',
    'jsx-a11y/media-has-caption': 'off',
    'jsx-a11y/no-autofocus': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/require-to-throw-message': 'off',
  },
  overrides: [
    imports(
      ['shared/src/contracts/**', 'shared/src/domain/**'],
      [laws.bothEnds],
      ['**/*.test.ts', 'shared/src/domain/phone-number.ts'],
    ),
    imports(
      ['shared/src/domain/phone-number.ts'],
      [{ ...laws.bothEnds, group: [...laws.bothEnds.group, '!libphonenumber-js', '!libphonenumber-js/*'] }],
    ),
    imports(['shared/src/{db,migrations,redis,tables}/**', 'config/src/**'], [sip, server, workers, screens]),
    imports(['queue-workers/src/**'], [sip, server, screens]),
    ...wings.map((wing) => imports([`queue-workers/src/jobs/${wing}/**`], [sip, server, screens, tablesOf(wing)])),
    imports(
      ['server/src/*.ts'],
      [
        ...inServer,
        laws.switchFace,
        ...wings.map((wing) => ({
          group: [`./${wing}/**`, `!./${wing}/index.ts`],
          message: `Enter ${wing} by its index.ts: export there what it is to give.`,
        })),
      ],
    ),
    imports(['server/src/platform/**'], [...inServer, laws.noWing]),
    ...wings.flatMap(ofWing),
    imports(['agent-ui/src/**'], [sip, ...inBrowser]),
    imports(['agent-ui/src/features/**'], [sip, ...inBrowser, laws.noConsole]),
    imports(['agent-ui/src/consoles/**'], [sip, ...inBrowser, laws.noOtherConsole]),
    imports(
      ['agent-ui/src/{ui,socket,rest,language}/**'],
      [sip, ...inBrowser, laws.noFeature],
      ['agent-ui/src/language/{zh-cn,en}.ts'],
    ),
    imports(['agent-ui/src/softphone/**'], [...inBrowser, laws.noFeature]),
    noClock(['shared/src/**'], ['**/*.test.ts'], 'A rule is told the time: take nowMs as a parameter.'),
    noClock(
      wings.map((wing) => `server/src/${wing}/**`),
      [
        '**/*.test.ts',
        '**/*.{ari,store,routes,socket,feature}.ts',
        'server/src/telephony/node/{adopt-calls,borrow-seats}.ts',
        'server/src/telephony/routing/{arrivals,end-offer}.ts',
        'server/src/*/wing.ts',
        'server/src/settings/audit/audit.ts',
        'server/src/telephony/phone/phones.ts',
        'server/src/telephony/queues/queue-settings.ts',
      ],
      'A rule is told the time: take nowMs as a parameter; clocks are read at the edge (*.routes.ts, *.socket.ts, *.feature.ts, *.store.ts).',
    ),
    noClock(
      ['agent-ui/src/**'],
      ['agent-ui/src/socket/server-clock.ts', 'agent-ui/src/features/telephony/phone/*demo-phone*'],
      "The center's clock counts, not the browser's: use socket/server-clock.ts.",
    ),
    { files: ['shared/src/db/in-transaction.ts', 'tests/**'], rules: { 'no-restricted-properties': 'off' } },
    { files: ['config/**', 'tests/**', '**/*.test.ts'], rules: { 'node/no-process-env': 'off' } },
    {
      files: [
        'config/**',
        'tests/**',
        'queue-workers/src/main.ts',
        'queue-workers/src/{seed,figures,generate}/main.ts',
        'queue-workers/src/seed/set-up-link.ts',
        'server/src/platform/ari/generate.ts',
      ],
      rules: { 'no-console': 'off' },
    },
    // errors.ts gathers what contracts bring, and types what they answer with: a circle of types, none of it at run time.
    { files: ['shared/src/contracts/**'], rules: { 'import/no-cycle': ['error', { ignoreTypes: true }] } },
    {
      files: ['tests/**', '**/*.test.ts'],
      rules: { 'typescript/switch-exhaustiveness-check': 'off', 'typescript/only-throw-error': 'off' },
    },
    {
      files: ['**/vite.config.ts', '**/vitest.config.ts', 'oxlint.config.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
});
