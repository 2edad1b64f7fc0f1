/** Programs that start at the same moment agree on the key. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStateDir } from '../../../src/adapters/state-dir/state-dir.js'

let root: string

beforeEach(() => { root = mkdtempSync(join(tmpdir(), 'mist-state-')) })
afterEach(() => { rmSync(root, { recursive: true, force: true }) })

describe('the state directory', () => {
  it('has one key when many processes start at once', async () => {
    const program = `import { openStateDir } from ${JSON.stringify(join(import.meta.dirname, '../../../src/adapters/state-dir/state-dir.ts'))}
const state = openStateDir(${JSON.stringify(join(root, 'shared'))})
if (!state.ok) throw new Error(JSON.stringify(state))
process.stdout.write(state.value.derive('x'))`
    writeFileSync(join(root, 'open.mts'), program)
    const outputs = await Promise.all(Array.from({ length: 6 }, () => run(join(root, 'open.mts'))))
    expect(new Set(outputs).size).toBe(1)
    const here = openStateDir(join(root, 'shared'))
    expect(here.ok && here.value.derive('x')).toBe(outputs[0])
    expect(readFileSync(join(root, 'shared/instance.key'))).toHaveLength(32)
    expect(readdirSync(join(root, 'shared'))).toEqual(['instance.key'])
  })
})

function run(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file], { cwd: join(import.meta.dirname, '../../..'), stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (part: Buffer) => { text += part.toString() })
    child.on('error', reject)
    child.on('close', (code) => { if (code === 0) resolve(text); else reject(new Error(`ended with ${String(code)}`)) })
  })
}
