/**
 * A tree in which every import rule is broken once, and packages that are empty but real enough to be resolved.
 * It names the violation next to the import that commits it; it does not know the rules' patterns.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Planted {
  readonly rule: string
  readonly file: string
  readonly imports: string
}

const PARTS: readonly Planted[] = [
  { rule: 'model-sees-only', file: 'model/a.ts', imports: '../manifest/load.js' },
  { rule: 'manifest-sees-only', file: 'manifest/a.ts', imports: '../resolve/resolve.js' },
  { rule: 'resolve-sees-only', file: 'resolve/a.ts', imports: '../plan/plan.js' },
  { rule: 'plan-sees-only', file: 'plan/a.ts', imports: '../manifest/load.js' },
  { rule: 'render-sees-only', file: 'render/a.ts', imports: '../engine/look.js' },
  { rule: 'ports-sees-only', file: 'ports.ts', imports: './engine/look.js' },
  { rule: 'private-file-sees-only', file: 'private-file.ts', imports: './ports.js' },
  { rule: 'age-sees-only', file: 'age.ts', imports: './ports.js' },
  { rule: 'signals-sees-only', file: 'signals.ts', imports: './engine/look.js' },
  { rule: 'settings-sees-only', file: 'settings.ts', imports: './engine/look.js' },
  { rule: 'engine-sees-only', file: 'engine/a.ts', imports: '../adapters/git/source.js' },
  { rule: 'cli-sees-only', file: 'cli/a.ts', imports: '../plan/plan.js' },
  { rule: 'daemon-sees-only', file: 'daemon/a.ts', imports: '../cli/program.js' },
  { rule: 'compose-sees-only', file: 'compose.ts', imports: './daemon/daemon.js' },
  { rule: 'bin-sees-only', file: 'bin/a.ts', imports: '../adapters/git/source.js' },
  { rule: 'adapters-see-only-ports', file: 'adapters/docker/a.ts', imports: '../git/source.js' },
  { rule: 'adapters-see-only-ports', file: 'adapters/docker/b.ts', imports: '../../engine/look.js' },
]

const PLACES: readonly Planted[] = [
  { rule: 'core-has-no-builtin', file: 'plan/b.ts', imports: 'node:fs' },
  { rule: 'core-has-no-builtin', file: 'render/b.ts', imports: 'crypto' },
  { rule: 'fingerprint-has-only-crypto', file: 'model/fingerprint.ts', imports: 'node:os' },
  { rule: 'ports-and-engine-have-no-builtin', file: 'engine/b.ts', imports: 'node:timers/promises' },
  { rule: 'engine-has-no-package', file: 'engine/c.ts', imports: 'yaml' },
  { rule: 'no-homeless-package', file: 'adapters/git/a.ts', imports: 'left-over' },
  { rule: 'no-development-package', file: 'cli/b.ts', imports: 'only-for-tests' },
  { rule: 'no-test-in-src', file: 'cli/c.ts', imports: '../../test/fakes/world.js' },
  { rule: 'no-cycle', file: 'model/b.ts', imports: './c.js' },
  { rule: 'reachable-from-bin', file: 'model/d.ts', imports: './noun.js' },
  { rule: 'resolvable', file: 'model/e.ts', imports: './gone.js' },
]

const ORPHAN = 'src/model/forgotten.ts'

/** Files that import what they may. */
export const SOUND = ['manifest/load', 'resolve/resolve', 'plan/plan', 'engine/look', 'adapters/git/source', 'cli/program', 'daemon/daemon']

/** Writes the tree below `root`; `homes` are the rules that give a package its home. Returns what a cruise must find. */
export function plantViolations(root: string, homes: readonly string[]): readonly Planted[] {
  const strays = homes.map((rule): Planted => ({ rule, file: `bin/${rule.replaceAll(/\W/g, '-')}.ts`, imports: rule.replace('home-of-', '') }))
  const planted = [...PARTS, ...PLACES, ...strays]
  const packages = [...strays.map(({ imports }) => imports), 'left-over']
  writePackages(root, packages)
  write(join(root, 'test/fakes/world.ts'), 'export const sound = 1\n')
  write(join(root, 'src/model/noun.ts'), "export * from './forgotten-not.js'\n")
  write(join(root, 'src/model/forgotten-not.ts'), 'export const noun = 1\n')
  for (const name of SOUND) write(join(root, 'src', `${name}.ts`), `import '${'../'.repeat(name.split('/').length - 1)}model/noun.js'\n`)
  // An import of types alone breaks a direction as much as one of values: the parts are planted so.
  for (const { file, imports } of PARTS) write(join(root, 'src', file), `import type {} from '${imports}'\n`)
  for (const { file, imports } of [...PLACES, ...strays]) write(join(root, 'src', file), `import '${imports}'\n`)
  write(join(root, 'src/model/c.ts'), "import './b.js'\n")
  write(join(root, ORPHAN), 'export const forgotten = 1\n')
  return [...planted, { rule: 'no-orphan', file: ORPHAN.replace('src/', ''), imports: '' }]
}

function writePackages(root: string, names: readonly string[]): void {
  const dependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']))
  write(join(root, 'package.json'), JSON.stringify({ name: 'planted', type: 'module', dependencies, devDependencies: { 'only-for-tests': '1.0.0' } }))
  for (const name of [...names, 'only-for-tests']) {
    const folder = join(root, 'node_modules', name)
    write(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }))
    write(join(folder, 'index.js'), 'export const stub = 1\n')
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
