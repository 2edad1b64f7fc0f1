/** The documents say what the table of verbs says, and what `init` writes is valid. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { MANIFEST_TEXT, SETTINGS_TEXT } from '../../src/cli/first-files.js'
import { loadManifest } from '../../src/manifest/load.js'
import { loadSettings } from '../../src/settings.js'

const DOCS = readFileSync('docs/cli.md', 'utf8')
const README = readFileSync('README.md', 'utf8')

describe('docs/cli.md', () => {
  it.each(COMMANDS)('tells of $name and its flags', ({ name, argument, second, third, options }) => {
    const row = DOCS.split('\n').find((line) => line.startsWith(`| \`${[name, argument?.name, second?.name, third?.name].filter(Boolean).join(' ')}\` |`)) ?? ''
    const flags = options.map(({ flags: text }) => /--[\w-]+/.exec(text)?.[0] ?? '')
    expect([row !== '', flags.filter((flag) => !row.includes(flag))]).toEqual([true, []])
  })
})

describe('help', () => {
  it.each(COMMANDS)('of $name has examples or none to give, exit codes, and fits on 80 columns', ({ details }) => {
    expect(details).toContain('Exit codes: 0 ')
    expect(details.split('\n').filter((line) => line.length > 80)).toEqual([])
  })
})

describe('README.md', () => {
  it('shows a manifest that is valid', () => {
    const text = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(README)?.[1] ?? ''
    expect(loadManifest({ root: { path: 'mist.yaml', text }, included: [] }).diagnostics).toEqual([])
  })

  it('links only to what is there', () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? '')
    expect(links.length).toBeGreaterThan(5)
    for (const path of links) expect(() => readFileSync(path), path).not.toThrow(/ENOENT/)
  })
})

describe('what init writes', () => {
  it('is a valid manifest without a warning, on a host with default grants', () => {
    const host = { grants: { domains: ['localhost'], publish: [], repositories: [] } }
    expect(loadManifest({ root: { path: 'mist.yaml', text: MANIFEST_TEXT }, included: [], host }).diagnostics).toEqual([])
  })

  it('is valid settings', () => {
    expect(loadSettings({ path: 'mistd.yaml', text: SETTINGS_TEXT }, {})).toMatchObject({ ok: true, value: { source: { path: 'mist.yaml' } } })
  })

  it('stays valid when the examples in its comments are taken', () => {
    const text = SETTINGS_TEXT.replace(/^# (credentials:|grants:| {2})/gm, '$1')
    expect(loadSettings({ path: 'mistd.yaml', text }, {})).toMatchObject({ ok: true, value: { grants: { domains: ['localhost', 'apps.example.com'] } } })
  })
})
