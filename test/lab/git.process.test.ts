/** The git servers that other tests rely on: a fixture that lies would make them pass for nothing. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { GIT_ENV, gitRepo, serveGitHttp, tempDir } from './fixtures.js'

const cleanups: (() => void | Promise<void>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

test('a commit arrives in the bare repository under the id that commit answers', async () => {
  const repo = await madeRepo()
  const id = await repo.commit({ 'mist.yaml': 'version: 1\n', 'apps/web/Dockerfile': 'FROM scratch\n' }, 'Add')
  const clone = await cloned(repo.url)
  expect(clone.error).toBe('')
  expect(readFileSync(join(clone.path, 'apps/web/Dockerfile'), 'utf8')).toBe('FROM scratch\n')
  expect(await repo.git('ls-remote', 'origin', 'main')).toContain(id)
})

test('null removes a file, and rewritten history is pushed by force', async () => {
  const repo = await madeRepo()
  const first = await repo.commit({ 'a': '1', 'b': '1' }, 'One')
  await repo.commit({ 'a': null }, 'Two')
  expect(await repo.git('ls-tree', '--name-only', 'origin/main')).toBe('b')
  await repo.git('reset', '--quiet', '--hard', first)
  const other = await repo.commit({ 'b': '2' }, 'Other')
  expect(await repo.git('rev-parse', 'origin/main')).toBe(other)
})

test('a repository is cloned over HTTP without a password', async () => {
  const repo = await madeRepo()
  await repo.commit({ 'file': 'x'.repeat(200_000) }, 'Add')
  const server = await served(repo)
  const clone = await cloned(server.url)
  expect(clone.error).toBe('')
  expect(readFileSync(join(clone.path, 'file'), 'utf8')).toHaveLength(200_000)
  expect(server.requests.some((request) => request.startsWith('POST') && request.endsWith('/git-upload-pack'))).toBe(true)
})

test('a server with a password refuses others, also when the password changes', async () => {
  const repo = await madeRepo()
  await repo.commit({ 'file': '1' }, 'Add')
  const server = await served(repo, { username: 'mist', password: 'one' })
  const withPassword = (password: string): string => server.url.replace('://', `://mist:${password}@`)
  expect((await cloned(server.url)).error).toContain('could not read Username')
  expect((await cloned(withPassword('wrong'))).error).toContain('Authentication failed')
  expect((await cloned(withPassword('one'))).error).toBe('')
  server.require({ username: 'mist', password: 'two' })
  expect((await cloned(withPassword('one'))).error).toContain('Authentication failed')
})

test('a server fails in the way it is told to and recovers', async () => {
  const repo = await madeRepo()
  await repo.commit({ 'file': '1' }, 'Add')
  const server = await served(repo)
  server.become('fail')
  expect((await cloned(server.url)).error).toContain('500')
  server.become('truncate')
  expect((await cloned(server.url)).error).not.toBe('')
  server.become('hang')
  expect((await cloned(server.url, { timeoutMs: 500 })).error).toContain('killed')
  server.become('serve')
  expect((await cloned(server.url)).error).toBe('')
})

async function madeRepo(): ReturnType<typeof gitRepo> {
  const repo = await gitRepo()
  cleanups.push(repo.remove)
  return repo
}

async function served(...args: Parameters<typeof serveGitHttp>): ReturnType<typeof serveGitHttp> {
  const server = await serveGitHttp(...args)
  cleanups.push(server.close)
  return server
}

function cloned(url: string, { timeoutMs = 60_000 } = {}): Promise<{ readonly path: string; readonly error: string }> {
  const dir = tempDir()
  cleanups.push(dir.remove)
  const path = join(dir.path, 'clone')
  return new Promise((resolve) => {
    execFile('git', ['clone', '--quiet', url, path], { env: { ...process.env, ...GIT_ENV }, timeout: timeoutMs }, (error, _, stderr) => {
      resolve({ path, error: error === null ? '' : error.killed === true ? 'killed' : stderr })
    })
  })
}
