/** Flags and variables over the file: they win, they are judged alike, and a complaint names where the value came from. */
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../src/settings.gen.js'
import { environmentName, loadSettings, OVERRIDES, overridesFromEnvironment, type OverrideName, type SettingsOverrides } from '../../src/settings.js'

function load(text: string, overrides: SettingsOverrides) {
  return loadSettings({ path: 'mistd.yaml', text }, overrides)
}

const flag = (name: string, value: string) => ({ value, origin: `--${name}` })

describe('overrides', () => {
  it('win over the file', () => {
    const loaded = load('instance: a\nproxy: { httpPort: 81, apiPort: 82 }', { instance: flag('instance', 'b'), httpPort: flag('http-port', '8080') })
    expect(loaded).toMatchObject({ ok: true, value: { instance: 'b', proxy: { httpPort: 8080, apiPort: 82 } } })
  })

  it('stand without a file', () => {
    expect(loadSettings(undefined, { folder: flag('folder', '/srv'), logLevel: flag('log-level', 'debug') })).toMatchObject({ ok: true, value: { source: { repository: { kind: 'folder', path: '/srv' } }, logLevel: 'debug' } })
  })

  it('replace the source of the file when they name another kind', () => {
    const file = 'source: { git: "https://h/x", ref: main, interval: 5s }'
    expect(load(file, { folder: flag('folder', '/srv') })).toMatchObject({ ok: true, value: { source: { repository: { kind: 'folder', path: '/srv' }, intervalMs: 5_000 } } })
    expect(load('source: { folder: /srv }', { git: flag('git', 'https://h/x') })).toMatchObject({ ok: true, value: { source: { repository: { kind: 'git', url: 'https://h/x', ref: '' } } } })
    expect(load(file, { git: flag('git', 'https://h/y') })).toMatchObject({ ok: true, value: { source: { repository: { kind: 'git', url: 'https://h/y', ref: '' } } } })
    expect(load(file, { ref: flag('ref', 'next') })).toMatchObject({ ok: true, value: { source: { repository: { kind: 'git', url: 'https://h/x', ref: 'next' } } } })
  })

  it.each([
    ['a wrong number', { httpPort: flag('http-port', '80x') }, '--http-port:1:1 wrong-type', '80x'],
    ['a wrong word', { proxyMode: flag('proxy-mode', 'extern') }, '--proxy-mode:1:1 unknown-value', 'extern'],
    ['a value that a rule refuses', { listenAddress: flag('listen-address', '0.0.0.0') }, '--listen-address:1:1 token-missing', '0.0.0.0'],
    ['control characters', { stateDir: flag('state-dir', '/a\nb') }, '--state-dir:1:1 malformed', '/a'],
    ['an empty value', { instance: flag('instance', '') }, '--instance:1:1 empty-value', ''],
  ] as const)('are told by their own name: %s', (_name, overrides, place, line) => {
    const loaded = load('instance: a\n', overrides)
    const [first] = loaded.ok ? [] : loaded.error
    expect(first && `${first.at.file}:${String(first.at.line)}:${String(first.at.column)} ${first.rule}`).toBe(place)
    expect(first?.lineText).toBe(line)
  })

  it('reach a key of the schema each', () => {
    const properties = (node: Record<string, unknown>) => {
      const definitions = settingsSchema['definitions'] as Record<string, Record<string, unknown>>
      const whole = typeof node['$ref'] === 'string' ? definitions[node['$ref'].replace('#/definitions/', '')] : node
      return (whole?.['properties'] ?? {}) as Record<string, Record<string, unknown>>
    }
    const missing = Object.values(OVERRIDES).filter(([section, key]) => {
      const found = properties(settingsSchema)[section]
      return found === undefined || (key !== undefined && properties(found)[key] === undefined)
    })
    expect(missing).toEqual([])
  })
})

describe('overridesFromEnvironment', () => {
  it('reads MIST_ variables and leaves the rest alone', () => {
    expect(overridesFromEnvironment({ MIST_STATE_DIR: '/s', MIST_DOCKER: 'unix:///d', MIST_INSTANCE: '', HOME: '/root', MIST_UNKNOWN: 'x' })).toEqual({
      stateDir: { value: '/s', origin: 'MIST_STATE_DIR' },
      docker: { value: 'unix:///d', origin: 'MIST_DOCKER' },
    })
  })

  it.each([['stateDir', 'MIST_STATE_DIR'], ['git', 'MIST_GIT'], ['httpPort', 'MIST_HTTP_PORT'], ['networkPool', 'MIST_NETWORK_POOL']] as const satisfies readonly (readonly [OverrideName, string])[])('%s is %s', (name, variable) => {
    expect(environmentName(name)).toBe(variable)
  })
})
