/**
 * A git repository to deploy from: a bare one, as a server holds it, and a working clone to commit in. Needs git alone.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { labEnv } from './docker.js'

/** Text or bytes of a file by its path; null removes the file. */
export type FileChanges = Readonly<Record<string, string | Uint8Array | null>>

export interface TempDir {
  readonly path: string
  readonly remove: () => void
}

export interface GitRepo {
  /** The bare repository. */
  readonly bare: string
  /** The working clone, on branch main. */
  readonly work: string
  /** The bare repository as a file:// address. */
  readonly url: string
  /** Writes the files, commits and pushes, by force if history was rewritten; answers the commit id. */
  readonly commit: (files: FileChanges, message: string) => Promise<string>
  /** Runs git in the working clone. */
  readonly git: (...args: readonly string[]) => Promise<string>
  readonly remove: () => void
}

const TIMEOUT_MS = 60_000

/** Git must behave alike on every machine: nobody's own settings, hooks or signing. */
export const GIT_ENV = Object.freeze({
  GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Lab', GIT_AUTHOR_EMAIL: 'lab@example.test', GIT_COMMITTER_NAME: 'Lab', GIT_COMMITTER_EMAIL: 'lab@example.test',
})

export function tempDir(): TempDir {
  const path = mkdtempSync(join(tmpdir(), 'mist-test-'))
  return { path, remove: () => { rmSync(path, { recursive: true, force: true }) } }
}

export async function gitRepo(): Promise<GitRepo> {
  const dir = tempDir()
  const bare = join(dir.path, 'repo.git')
  const work = join(dir.path, 'work')
  const git = (...args: readonly string[]): Promise<string> => runGit(work, args)
  await runGit(dir.path, ['init', '--quiet', '--bare', '--initial-branch=main', bare])
  // The large hosts let a client fetch a commit by its id.
  await runGit(bare, ['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  await runGit(bare, ['config', 'uploadpack.allowFilter', 'true'])
  await runGit(dir.path, ['init', '--quiet', '--initial-branch=main', work])
  await git('remote', 'add', 'origin', bare)
  return { bare, work, url: `file://${bare}`, git, commit: (files, message) => commit(work, files, message), remove: dir.remove }
}

/** The repository through the lab's ssh server. */
export function sshUrl(repo: GitRepo): string {
  const { user, host, port } = labEnv().sshd
  return `ssh://${user}@${host}:${String(port)}${repo.bare}`
}

async function commit(work: string, files: FileChanges, message: string): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(work, path)
    mkdirSync(dirname(file), { recursive: true })
    if (content === null) rmSync(file, { recursive: true, force: true })
    else writeFileSync(file, content)
  }
  await runGit(work, ['add', '--all'])
  await runGit(work, ['commit', '--quiet', '--allow-empty', '--message', message])
  await runGit(work, ['push', '--quiet', '--force', 'origin', 'HEAD'])
  return runGit(work, ['rev-parse', 'HEAD'])
}

function runGit(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...args], { cwd, timeout: TIMEOUT_MS, env: { ...process.env, ...GIT_ENV } }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim())
      else reject(new Error(`git ${args.join(' ')}: ${stderr.trim() || error.message}`))
    })
  })
}
