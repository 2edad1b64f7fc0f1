/** Reserved paths by way of links: what a mount would have to name is reserved too. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withRealPaths } from '../../src/compose/real-paths.js'
import { isMountGranted } from '../../src/model/grants.js'
import { loadSettings } from '../../src/settings.js'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mist-real-paths-')))
  for (const folder of ['disk/mist', 'disk/own', 'disk/apps']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'disk/own/identity'), '')
  symlinkSync(join(root, 'disk'), join(root, 'var'))
})

afterEach(() => { rmSync(root, { recursive: true }) })

function mayMount(text: string, path: string): boolean {
  const loaded = loadSettings({ path: 'mistd.yaml', text: `${text}\ngrants: { mounts: [${root}/disk] }` }, {})
  if (!loaded.ok) throw new Error(loaded.error.map(({ message }) => message).join(', '))
  return isMountGranted(withRealPaths(loaded.value).grants, { path: join(root, path), readOnly: false })
}

test.each([
  ['the state directory', 'stateDir: ROOT/var/mist', 'disk/mist/instance.key'],
  ['a state directory that is still to be made', 'stateDir: ROOT/var/new/mist', 'disk/new/mist/instance.key'],
  ['the folder of secrets', 'secrets: { directory: ROOT/var/own }', 'disk/own'],
  ['an identity', 'secrets: { identityFile: ROOT/var/own/identity }', 'disk/own/identity'],
  ['a folder that holds an identity', 'secrets: { identityFile: ROOT/var/own/identity }', 'disk/own'],
  ['a token', 'http: { tokenFile: ROOT/var/own/http.token }', 'disk/own/http.token'],
])('%s that is reached by a link cannot be mounted by its real path', (_name, text, path) => {
  expect(mayMount(text.replace('ROOT', root), path)).toBe(false)
  expect(mayMount(text.replace('ROOT', root), 'disk/apps')).toBe(true)
})
