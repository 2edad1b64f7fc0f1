/**
 * Who may import whom. One direction: source → load → resolve → observe → plan → steps → apply → record → report; nobody reaches back.
 * Each rule carries its reason; `test/parity/arch.test.ts` proves that each one fires.
 */

/** The one place in src that knows a package. A package that is missing here may not be imported at all. */
const HOMES = {
  '@fastify/rate-limit': '^src/daemon/http/',
  'age-encryption': '^src/age\\.ts$',
  // The types of what it finds, and the few functions that compiled schemas call.
  ajv: '^src/(manifest/validate|manifest/manifest-check\\.gen|settings/settings-check\\.gen)\\.ts$',
  // The history with its leases, and the one lock that the state directory needs before there is any of these.
  'better-sqlite3': '^src/adapters/(sqlite/|state-dir/under-lock\\.ts$)',
  chokidar: '^src/daemon/triggers(/|\\.ts$)',
  commander: '^src/cli/',
  // Arithmetic of times: which moments a schedule means. It starts no timer.
  croner: '^src/plan/cron-times\\.ts$',
  dockerode: '^src/adapters/docker/',
  execa: '^src/adapters/[^/]+/',
  'fastest-levenshtein': '^src/manifest/',
  fastify: '^src/daemon/http/',
  'light-my-request': '^src/daemon/http/',
  'node-cron': '^src/daemon/triggers(/|\\.ts$)',
  pino: '^src/adapters/log/',
  'prom-client': '^src/daemon/http/',
  s3mini: '^src/adapters/storage/',
  'simple-git': '^src/adapters/git/',
  // Build contexts, copies of the state, and files that are laid into containers.
  'tar-stream': '^src/adapters/(docker|git|state-dir)/',
  // Reading manifests, reading and writing Traefik's files and those of secrets, and `-o yaml`: four shapes of text, one file or folder each.
  yaml: '^src/(manifest/|adapters/(traefik|secrets)/|render/yaml\\.ts$)',
}

const NODE_MODULES = '(^|/)node_modules/'

const CORE = '^src/(model|manifest|resolve|plan|render)/'

/** A folder (or file) of src and the parts of src that it may see besides itself. */
const MAY_SEE = [
  ['model', [], 'The nouns stand alone: everything else is written in terms of them.'],
  ['manifest', ['model'], 'Reading what a person wrote must not depend on what becomes of it.'],
  ['resolve', ['model', 'manifest'], 'Resolving turns the written form into the desired state; it must not know what runs.'],
  ['plan', ['model'], 'The plan compares values. If it saw the manifest, a default could be decided twice.'],
  ['render', ['model'], 'Wording reads values and nothing else, so that every edge shows the same text.'],
  ['ports', ['model'], 'The list of effects is written in nouns; an implementation in it would bind the engine to one world.'],
  ['signals', [], 'When work ends is plain arithmetic of signals and timers, shared by all who have effects.'],
  ['private-file', ['model'], 'How a secret file is read is one rule for all who have one; it knows nothing of what the secret is for.'],
  ['age', ['model'], 'Encryption is one shape for secrets and for backups; it knows nothing of what is encrypted.'],
  ['settings', ['model', 'manifest'], 'Host settings are read by the same loader as manifests, before anything is joined.'],
  ['engine', ['model', 'manifest', 'resolve', 'plan', 'render', 'ports', 'signals'], 'The engine runs on ports alone: the same code runs in tests, in mistctl and in mistd.'],
  ['cli', ['engine', 'render', 'model', 'manifest', 'ports', 'signals', 'settings'], 'An edge shows what the engine says. If it planned or called an adapter itself, diff and apply could differ.'],
  ['daemon', ['engine', 'render', 'model', 'manifest', 'ports', 'signals', 'private-file', 'settings'], 'An edge wakes the engine and shows what it says. If it called an adapter itself, reading could change something.'],
  ['compose', ['adapters', 'engine', 'render', 'model', 'manifest', 'resolve', 'plan', 'ports', 'signals', 'age', 'settings'], 'The joint knows every part but no edge: both edges are handed what it makes.'],
  ['bin', ['compose', 'settings', 'cli', 'daemon'], 'An entry point joins an edge to the composed parts and ends the process; it decides nothing.'],
]

module.exports = {
  forbidden: [
    ...MAY_SEE.map(([part, seen, reason]) => ({
      name: `${part}-sees-only`,
      comment: `${reason} It may import: ${[part, ...seen].join(', ')}.`,
      severity: 'error',
      from: { path: `^src/${part}(/|\\.ts$)` },
      to: { path: '^src/', pathNot: pathOf([part, ...seen, `${part}\\.gen`]) },
    })),
    {
      name: 'adapters-see-only-ports',
      comment: 'An adapter implements a port in terms of the nouns. One that knew another adapter, or the plan, could not be replaced.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/', pathNot: ['^src/(model/|(ports|signals|private-file|age)\\.ts$)', '^src/adapters/$1/'] },
    },
    {
      name: 'core-has-no-builtin',
      comment: 'The core is pure. Digests, what follows from the key of an instance, and the reading of key pairs are the one exception: these are functions, and Node has good ones.',
      severity: 'error',
      from: { path: CORE, pathNot: '^src/model/(fingerprint|instance-key|key-pair|checksum)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'fingerprint-has-only-crypto',
      comment: 'The exception is for node:crypto alone.',
      severity: 'error',
      from: { path: '^src/model/(fingerprint|instance-key|key-pair|checksum)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'ports-and-engine-have-no-builtin',
      comment: 'Time, chance and files are effects, and effects come through the ports; else no test could hold them still.',
      severity: 'error',
      from: { path: '^src/(engine/|ports(/|\\.ts$))' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-has-no-package',
      comment: 'The engine owns its control flow: what holds back, cancels and retries is the product, and stands in its own code.',
      severity: 'error',
      from: { path: '^src/(engine/|ports(/|\\.ts$))' },
      to: { path: NODE_MODULES },
    },
    ...Object.entries(HOMES).map(([name, home]) => ({
      name: `home-of-${name}`,
      comment: 'Each package is imported from one place: replacing or patching it is then one file or folder of work.',
      severity: 'error',
      from: { path: '^src/', pathNot: home },
      to: { path: packagePath(name) },
    })),
    {
      name: 'no-homeless-package',
      comment: 'A new package is a decision: give it a home in the table of this file, with the reason in the commit.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: NODE_MODULES, pathNot: [...Object.keys(HOMES), 'node'].map(packagePath) },
    },
    {
      name: 'no-development-package',
      comment: 'What is only installed for development is missing where Mist runs. Types alone may come from there.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-test-in-src',
      comment: 'What ships must not depend on what proves it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one idea in two places, or a third idea that has no name yet.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports and that imports nobody is forgotten.',
      severity: 'error',
      from: { orphan: true, path: '^src/' },
      to: {},
    },
    {
      name: 'reachable-from-bin',
      comment: 'Code that no program reaches is not a feature. Tests alone do not make it one.',
      severity: 'error',
      from: { path: '^src/bin/' },
      to: { path: '^src/', pathNot: '^src/bin/', reachable: false },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere escapes every other rule.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without this an import of types alone would be invisible, and most violations begin as one.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
    // The script of the pages is sent to browsers as a file; nothing here imports it.
    exclude: { path: '(^|/)(dist|coverage)/|^src/daemon/http/assets/' },
  },
}

function pathOf(parts) {
  return `^src/(${parts.join('|')})(/|\\.ts$)`
}

function packagePath(name) {
  return `${NODE_MODULES}(@types/)?${name}(/|$)`
}
