/** No shell, anywhere: programs are started in five places, each with an argument list and an environment made from nothing, but for the editor of a person at a terminal. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const FILES = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.[jt]s$/.test(file.name))
  .map((file) => ({ path: relative('.', join(file.parentPath, file.name)), text: readFileSync(join(file.parentPath, file.name), 'utf8') }))

function filesWith(pattern: RegExp): readonly string[] {
  return FILES.filter(({ text }) => pattern.test(text)).map(({ path }) => path).sort()
}

describe('programs', () => {
  it('are started by these files and by no other', () => {
    expect(filesWith(/(from |import\()'(execa|simple-git)'/)).toEqual(['src/adapters/git/objects.ts', 'src/adapters/git/run.ts', 'src/adapters/secrets/edit-values.ts', 'src/adapters/secrets/sops.ts', 'src/adapters/systemd/notify.ts'])
    expect(filesWith(/['"](node:)?(child_process|cluster|worker_threads|vm)['"]|process\.binding|execSync|spawnSync/)).toEqual([])
  })

  it('get an argument list and never a shell, a template or a script', () => {
    expect(filesWith(/\bshell:|execaCommand|execaNode|\bexeca`|\bexeca\(\{/)).toEqual([])
    expect(filesWith(/\beval\(|new Function\(/)).toEqual([])
  })

  it('inherit nothing', () => {
    const starting = FILES.filter(({ text }) => /(from |import\()'execa'/.test(text))
    expect(starting).toHaveLength(4)
    for (const { path, text } of starting) {
      expect(text.match(/\bexeca\(/g)?.length, path).toBeGreaterThan(0)
      expect(text, path).toMatch(/extendEnv: false/)
    }
    const { text: git } = FILES.find(({ path }) => path === 'src/adapters/git/run.ts') ?? { text: '' }
    expect(git).toMatch(/\.env\(\{ \.\.\.call\.env \}\)/)
  })
})
