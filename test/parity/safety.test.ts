/** docs/safety.md says what the code does: its tests exist, its limits and deadlines are the constants. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEADLINES as ENGINE } from '../../src/adapters/docker/options.js'
import { CONTEXT_DEADLINE_MS } from '../../src/adapters/git/objects.js'
import { DEADLINES as GIT } from '../../src/adapters/git/remote.js'
import { CONFIRM_DEADLINE_MS } from '../../src/adapters/traefik/confirm.js'
import { SOURCES_WITHIN_MS } from '../../src/engine/sources.js'
import * as limits from '../../src/manifest/limits.js'

const TEXT = readFileSync('docs/safety.md', 'utf8')

function tableOf(title: string): Readonly<Record<string, number>> {
  const section = TEXT.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
  return Object.fromEntries([...section.matchAll(/^\| (\S+) \| (\d+) \|$/gm)].map(([, name = '', value]) => [name, Number(value)]))
}

describe('docs/safety.md', () => {
  it('names tests that exist', () => {
    const named = [...TEXT.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(join(path)))).toEqual([])
  })

  it('tells the limits of a manifest', () => {
    expect(tableOf('Limits of a manifest')).toEqual({ ...limits })
  })

  it('tells the deadlines of outside calls', () => {
    const { reconnectMs: _, reconnectMaxMs: _max, ...engine } = ENGINE
    const named = (prefix: string, values: object): readonly (readonly [string, unknown])[] => Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value])
    expect(tableOf('Deadlines')).toEqual(Object.fromEntries([
      ...named('engine', engine), ...named('git', { ...GIT, contextMs: CONTEXT_DEADLINE_MS }), ['sources.withinMs', SOURCES_WITHIN_MS], ['proxy.confirmMs', CONFIRM_DEADLINE_MS],
    ]))
  })
})
