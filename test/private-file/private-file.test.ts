/** One rule for all files that hold a secret: who may read them, what they may be, and that nothing is swapped in between. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { PrivateFileRules } from '../../src/private-file.js'
import { readPrivateFile } from '../../src/private-file.js'

const folder = mkdtempSync(join(tmpdir(), 'mist-private-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const STRICT: PrivateFileRules = { maxBytes: 16, readers: 'owner', links: 'refused' }

function file(name: string, mode: number, text = ' text \n'): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

describe('readPrivateFile', () => {
  it('hands over the bytes as they are', () => {
    expect(readPrivateFile(file('whole', 0o600), STRICT)).toEqual({ ok: true, value: ' text \n' })
  })

  it.each([
    ['owner', 0o640, 'others can read it', '600'],
    ['owner', 0o602, 'others can write to it', '600'],
    ['owner', 0o610, 'others can write to it', '600'],
    ['group', 0o644, 'others can read it', '640'],
    ['group', 0o660, 'others can write to it', '640'],
    ['all', 0o646, 'others can write to it', '644'],
  ] as const)('refuses for readers %s the mode %o', (readers, mode, cause, chmod) => {
    const path = file(`mode-${readers}-${mode.toString(8)}`, mode)
    expect(readPrivateFile(path, { ...STRICT, readers })).toEqual({ ok: false, error: { kind: 'unusable', cause, help: `Run: chmod ${chmod} ${path}` } })
  })

  it.each([['group', 0o640], ['group', 0o440], ['all', 0o644], ['owner', 0o400]] as const)('lets readers %s have the mode %o', (readers, mode) => {
    expect(readPrivateFile(file(`fine-${readers}-${mode.toString(8)}`, mode), { ...STRICT, readers })).toMatchObject({ ok: true })
  })

  it('follows links only where told to', () => {
    const link = join(folder, 'link')
    symlinkSync(file('target', 0o600), link)
    expect(readPrivateFile(link, STRICT)).toMatchObject({ error: { cause: 'it is a symbolic link' } })
    expect(readPrivateFile(link, { ...STRICT, links: 'followed' })).toEqual({ ok: true, value: ' text \n' })
  })

  it('takes no folder, no pipe, nothing too large, and tells a missing file from a bad one', () => {
    mkdirSync(join(folder, 'folder'), { mode: 0o700 })
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '600', pipe])
    expect(readPrivateFile(join(folder, 'folder'), STRICT)).toMatchObject({ error: { kind: 'unusable', cause: 'it is no regular file' } })
    expect(readPrivateFile(pipe, STRICT)).toMatchObject({ error: { kind: 'unusable', cause: 'it is no regular file' } })
    expect(readPrivateFile(file('large', 0o600, 'x'.repeat(17)), STRICT)).toMatchObject({ error: { cause: 'it is larger than 16 bytes' } })
    expect(readPrivateFile(join(folder, 'gone'), STRICT)).toMatchObject({ error: { kind: 'missing', cause: 'there is no such file' } })
  })
})
