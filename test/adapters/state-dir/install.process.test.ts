/** A restore that was interrupted, met by several processes at once. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commitStage, openStage } from '../../../src/adapters/state-dir/install.js'
import { openStateDir } from '../../../src/adapters/state-dir/state-dir.js'

const stateDir = mkdtempSync(join(tmpdir(), 'mist-install-'))
afterAll(() => { rmSync(stateDir, { recursive: true, force: true }) })

it('is ended by whoever comes first, and by one alone', async () => {
  expect(openStateDir(stateDir).ok).toBe(true)
  const former = readFileSync(join(stateDir, 'instance.key'), 'hex')
  const stage = openStage(stateDir)
  writeFileSync(join(stage.files, 'instance.key'), Buffer.alloc(32, 7), { mode: 0o600 })
  commitStage(stateDir, stage.path, { files: ['instance.key'], aside: 'before-restore-1' })
  const opened = await Promise.all(Array.from({ length: 6 }, () => opens()))
  expect(new Set(opened)).toEqual(new Set(['07'.repeat(32)]))
  expect(readFileSync(join(stateDir, 'before-restore-1/instance.key'), 'hex')).toBe(former)
})

/** The key that another process finds. */
function opens(): Promise<string> {
  const code = `import(${JSON.stringify(new URL('../../../src/adapters/state-dir/state-dir.ts', import.meta.url).href)}).then(({ openStateDir }) => { const opened = openStateDir(process.argv[1]); process.stdout.write(opened.ok ? opened.value.instanceKey().toString('hex') : opened.error.cause) })`
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, stateDir], (error, out) => { if (error) reject(error); else resolve(out) })
  })
}
