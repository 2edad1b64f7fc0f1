/** Real repositories for tests: made with git's plumbing, so that trees can hold what a working copy never could. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Entry {
  readonly path: string
  /** A blob of this text, or for a gitlink the commit. */
  readonly text: string | Uint8Array
  /** Default 100644. */
  readonly mode?: '100644' | '100755' | '120000' | '160000'
}

export interface TestRepository {
  readonly path: string
  readonly url: string
  git(...args: readonly string[]): string
  /** Commits exactly these entries onto the branch; answers with the commit. Without parent the history is unrelated. */
  commit(entries: readonly Entry[], options?: { readonly branch?: string; readonly parent?: string; readonly message?: string }): string
}

export interface Workshop {
  readonly path: string
  repository(name?: string): TestRepository
  remove(): void
}

export function createWorkshop(): Workshop {
  const path = mkdtempSync(join(tmpdir(), 'mist-git-'))
  return { path, repository: (name = 'origin.git') => createRepository(join(path, name)), remove: () => { rmSync(path, { recursive: true, force: true }) } }
}

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-02-03T04:05:06Z', GIT_COMMITTER_DATE: '2026-02-03T04:05:06Z',
}

function createRepository(path: string): TestRepository {
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', path], { env: ENVIRONMENT })
  const run = (args: readonly string[], input?: string | Uint8Array): string => execFileSync('git', [...args], { cwd: path, env: ENVIRONMENT, encoding: 'utf8', ...(input === undefined ? {} : { input }) }).trim()

  function commit(entries: readonly Entry[], options: { readonly branch?: string; readonly parent?: string; readonly message?: string } = {}): string {
    const tree = writeTree(run, entries)
    const parents = options.parent === undefined ? [] : ['-p', options.parent]
    const id = run(['commit-tree', tree, ...parents, '-m', options.message ?? 'A change'])
    run(['update-ref', `refs/heads/${options.branch ?? 'main'}`, id])
    return id
  }

  return { path, url: `file://${path}`, git: (...args) => run(args), commit }
}

type Run = (args: readonly string[], input?: string | Uint8Array) => string

/** By hand, folder by folder: an index would refuse hostile names. */
function writeTree(run: Run, entries: readonly Entry[]): string {
  const here = new Map<string, string>()
  const below = new Map<string, Entry[]>()
  for (const entry of entries) {
    const slash = entry.path.indexOf('/')
    if (slash >= 0) {
      const name = entry.path.slice(0, slash)
      below.set(name, [...(below.get(name) ?? []), { ...entry, path: entry.path.slice(slash + 1) }])
    } else here.set(entry.path, leafLine(run, entry))
  }
  for (const [name, inner] of below) here.set(name, `040000 tree ${writeTree(run, inner)}\t${name}`)
  return run(['mktree', '-z', '--missing'], [...here.values()].map((line) => `${line}\0`).join(''))
}

function leafLine(run: Run, entry: Entry): string {
  const mode = entry.mode ?? '100644'
  if (mode === '160000') return `160000 commit ${String(entry.text)}\t${entry.path}`
  return `${mode} blob ${run(['hash-object', '-w', '--stdin'], entry.text)}\t${entry.path}`
}
