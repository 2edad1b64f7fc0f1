/** Verbs that look cannot change anything: no request but GET leaves them, and nothing that writes is within their reach. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { createWorld } from '../fakes/world.js'
import { runReal } from './support/cli.js'
import type { RecordingEngine } from './support/recording-engine.js'
import { startRecordingEngine } from './support/recording-engine.js'

const MANIFEST = 'version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 8080 } } } }\n'

describe('against an engine that notes every request', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mist-cli-'))
  let engine: RecordingEngine
  beforeAll(async () => {
    engine = await startRecordingEngine(join(folder, 'engine.sock'))
    writeFileSync(join(folder, 'mist.yaml'), MANIFEST)
    writeFileSync(join(folder, 'mistd.yaml'), `instance: test-reads\nstateDir: ${join(folder, 'state')}\ndocker: ${engine.address}\nproxy: { apiPort: 1 }\nhttp: { enabled: false }\n`)
  })
  afterAll(async () => {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([['diff', 1], ['status', 1], ['render', 0], ['logs shop/web', 2], ['doctor', expect.any(Number)], ['history', 0], ['events', 0], ['secret ls', 0], ['volume ls', 0], ['backup ls', 0], ['prune', 0], ['rollback shop/web --list', 0], ['validate --host', 0], ['version', 0]])('%s sends nothing but GET, and leaves nothing on the host', async (words, expected) => {
    const before = engine.requests.length
    const { code, out } = await runReal([...words.split(' '), '-c', join(folder, 'mistd.yaml'), '--file', folder], createWorld())
    const sent = engine.requests.slice(before)
    expect([code, sent.filter((request) => !request.startsWith('GET '))]).toEqual([expected, []])
    expect(readdirSync(folder).toSorted()).toEqual(['engine.sock', 'mist.yaml', 'mistd.yaml'])
    if (words !== 'diff') return
    expect(out).toContain('create 1 container from web:1')
    expect(sent.some((request) => request.endsWith('/containers/json'))).toBe(true)
  })

  it('notes what apply sends, so that silence means something', async () => {
    await runReal(['apply', '-c', join(folder, 'mistd.yaml'), '--file', folder], createWorld())
    expect(engine.requests.some((request) => request.startsWith('POST '))).toBe(true)
  })
})

describe('the modules of a verb that looks', () => {
  const readers = COMMANDS.filter(({ needs }) => needs === 'read').map(({ name }) => name)

  it('are those of diff, status, logs, render and history at least', () => {
    expect(readers).toEqual(expect.arrayContaining(['diff', 'status', 'logs', 'render', 'history']))
  })

  it.each(readers)('%s imports nothing that could open or apply', (name) => {
    const reached = reachedFrom(fileURLToPath(new URL(`../../src/cli/commands/${name}.ts`, import.meta.url)))
    const text = readFileSync(new URL(`../../src/cli/commands/${name}.ts`, import.meta.url), 'utf8')
    expect(reached.filter((path) => /\/(apply-now|opener|run-command|deps|compose|engine\/(reconcile|apply|loop))\.ts$/.test(path))).toEqual([])
    expect(text).toContain('ReadContext): Promise<ExitCode>')
    expect(text).not.toMatch(/WriteContext|PlainContext/)
  })

  it('would be caught if it did: apply reaches the pass', () => {
    expect(reachedFrom(fileURLToPath(new URL('../../src/cli/commands/apply.ts', import.meta.url))).some((path) => path.endsWith('engine/reconcile.ts'))).toBe(true)
  })
})

/** All files that are loaded for a file: imports of types leave no trace at run time. */
function reachedFrom(start: string): readonly string[] {
  const seen = new Set<string>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const imports = readFileSync(path, 'utf8').matchAll(/^import (?!type )[^']*'(\.[^']+)\.js'/gm)
    for (const [, target] of imports) waiting.push(`${join(dirname(path), target ?? '')}.ts`)
  }
  return [...seen]
}
