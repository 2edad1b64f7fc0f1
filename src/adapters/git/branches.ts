/**
 * Branches of a remote that previews are made of: one `ls-remote` tells where they stand, one fetch brings those that moved. What was
 * told last is kept as a file in the mirror, so that a server that is away takes no preview with it. Their names come from anybody
 * who can push: one that is not plainly a name goes nowhere.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isExclusion, wantsBranch } from '../../model/branch-pattern.js'
import { sameSet, sortedBy } from '../../model/compare.js'
import { failure } from '../../model/failure.js'
import type { Branch, BranchList } from '../../model/preview.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { isRefName, printable } from './address.js'
import type { CommitReader } from './commit-reader.js'
import { localEnvironment, remoteEnvironment } from './environment.js'
import { fetchRefs, markSuspect } from './mirror.js'
import { LOCAL_DEADLINE_MS } from './objects.js'
import type { Remote } from './remote.js'
import type { GitRefusal } from './run.js'
import { runGit } from './run.js'
import { isCorrupt, troubleOf } from './trouble.js'

/** Each is a tree to bring here and to keep. */
const MOST_BRANCHES = 100
const FOLDER = 'refs/mist/heads/'

export interface BranchSearch {
  readonly gitDir: string
  readonly remote: Remote
  readonly patterns: readonly string[]
}

/** Reads or writes nothing but the mirror; the caller sees to it that nobody else does meanwhile. */
export async function findBranches(reader: CommitReader, { gitDir, remote, patterns }: BranchSearch, signal: AbortSignal): Promise<Result<BranchList>> {
  const subject = `cannot look up the branches of ${printable(remote.address.url)}`
  const told = await askHeads({ gitDir, remote, patterns }, signal)
  if (!told.ok) return refused(gitDir, told.error, { subject, secrets: remote.access.secrets })
  const { heads, defaultBranch, unusable } = told.value
  if (heads.size > MOST_BRANCHES) return err(failure('source-refused', { subject, cause: `${String(heads.size)} of them match, and at most ${String(MOST_BRANCHES)} may`, help: 'Choose narrower patterns in `preview.branches`, or delete branches that are done.' }))
  const before = await readRecord(gitDir)
  const known = new Map(before?.list.branches.map((branch) => [`${branch.name} ${branch.commit}`, branch]))
  const moved = [...heads].filter(([name, commit]) => !known.has(`${name} ${commit}`)).map(([name]) => name)
  const brought = moved.length === 0 ? ok(new Map<string, Branch>()) : await bring(reader, { gitDir, remote, names: moved }, signal)
  if (!brought.ok) return refused(gitDir, brought.error, { subject, secrets: remote.access.secrets })
  const branches = [...heads].flatMap(([name, commit]) => brought.value.get(name) ?? known.get(`${name} ${commit}`) ?? [])
  const list: BranchList = { branches: sortedBy(branches, ({ name }) => name), ...(defaultBranch !== undefined && { defaultBranch }), unusable }
  const record = { patterns, list }
  // Most looks find what the one before did: that costs the one question and nothing else.
  if (JSON.stringify(record) === JSON.stringify(before)) return ok(list)
  await forget(gitDir, new Set(heads.keys()), signal)
  await writeRecord(gitDir, record)
  return ok(list)
}

interface Heads {
  readonly heads: ReadonlyMap<string, string>
  readonly defaultBranch?: string
  readonly unusable: number
}

/** The server is asked for somewhat more than is wanted: its stars know no slashes. */
async function askHeads({ gitDir, remote, patterns }: BranchSearch, signal: AbortSignal): Promise<Result<Heads, GitRefusal>> {
  const { address, access, deadlines } = remote
  const asked = patterns.filter((pattern) => !isExclusion(pattern)).map((pattern) => `refs/heads/${pattern.replace(/\*+/g, '*')}`)
  const args = ['ls-remote', '--symref', '--', address.url, 'HEAD', ...asked]
  const answer = await runGit({ args, env: remoteEnvironment({ transport: address.transport, access }, gitDir), cwd: gitDir, deadlineMs: deadlines.lookMs }, signal)
  if (!answer.ok) return answer
  const all = answer.value.split('\n').flatMap((line): [string, string][] => {
    const [, commit, name] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/heads\/(.+)$/.exec(line) ?? []
    return commit !== undefined && name !== undefined && wantsBranch(patterns, name) ? [[name, commit]] : []
  })
  const heads = new Map(all.filter(([name]) => isBranchName(name)))
  const defaultBranch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer.value)?.[1]
  return ok({ heads, ...(defaultBranch !== undefined && isBranchName(defaultBranch) && { defaultBranch }), unusable: all.length - heads.size })
}

/** `HEAD` would be the default branch to whoever fetches it. */
function isBranchName(name: string): boolean {
  return name !== '' && name !== 'HEAD' && isRefName(name)
}

interface Moved {
  readonly gitDir: string
  readonly remote: Remote
  readonly names: readonly string[]
}

/** What arrives may be newer than what was announced. */
async function bring(reader: CommitReader, { gitDir, remote, names }: Moved, signal: AbortSignal): Promise<Result<ReadonlyMap<string, Branch>, GitRefusal>> {
  const fetched = await fetchRefs(gitDir, { remote, refspecs: names.map((name) => `+refs/heads/${name}:${refOf(name)}`) }, signal)
  if (!fetched.ok) return fetched
  const here = await refsHere(gitDir, signal)
  if (!here.ok) return here
  const commits = new Map(names.flatMap((name) => { const commit = here.value.get(refOf(name)); return commit === undefined ? [] : [[name, commit]] }))
  const facts = await reader.facts(gitDir, [...new Set(commits.values())], signal)
  if (!facts.ok) return facts
  return ok(new Map([...commits].flatMap(([name, commit]) => { const found = facts.value.get(commit); return found ? [[name, { name, commit, committedAt: found.committedAt }]] : [] })))
}

/** Branches that are gone, or that nobody wants any more, keep nothing alive. */
async function forget(gitDir: string, names: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  const wanted = new Set([...names].map(refOf))
  const here = await refsHere(gitDir, signal)
  for (const ref of here.ok ? here.value.keys() : []) {
    if (!wanted.has(ref)) await local(gitDir, ['update-ref', '-d', ref], signal)
  }
}

async function refsHere(gitDir: string, signal: AbortSignal): Promise<Result<ReadonlyMap<string, string>, GitRefusal>> {
  const listed = await local(gitDir, ['for-each-ref', '--format=%(objectname) %(refname)', FOLDER], signal)
  if (!listed.ok) return listed
  return ok(new Map(listed.value.split('\n').filter((line) => line !== '').map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))])))
}

function local(gitDir: string, args: readonly string[], signal: AbortSignal): Promise<Result<string, GitRefusal>> {
  return runGit({ args, env: localEnvironment(gitDir), cwd: gitDir, deadlineMs: LOCAL_DEADLINE_MS }, signal)
}

async function refused(gitDir: string, refusal: GitRefusal, context: Parameters<typeof troubleOf>[1]): Promise<Result<never>> {
  if (isCorrupt(refusal)) await markSuspect(gitDir)
  return err(troubleOf(refusal, context))
}

/** Hashed: `a` and `a/b` may not both exist as refs. */
function refOf(branch: string): string {
  return FOLDER + createHash('sha256').update(branch).digest('hex').slice(0, 32)
}

/** What was told last; undefined when that was never, or when other branches were asked for. */
export async function readBranchRecord(gitDir: string, patterns: readonly string[]): Promise<BranchList | undefined> {
  const record = await readRecord(gitDir)
  return record && sameSet(record.patterns, patterns) ? record.list : undefined
}

interface BranchRecord {
  readonly patterns: readonly string[]
  readonly list: BranchList
}

const RECORD_FILE = 'mist-heads.json'

async function readRecord(gitDir: string): Promise<BranchRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(gitDir, RECORD_FILE), 'utf8'))
    return isBranchRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

async function writeRecord(gitDir: string, record: BranchRecord): Promise<void> {
  const path = join(gitDir, RECORD_FILE)
  const temp = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await writeFile(temp, JSON.stringify(record), { mode: 0o600 })
  await rename(temp, path)
}

function isBranchRecord(value: unknown): value is BranchRecord {
  const { patterns, list } = fieldsOf(value)
  return Array.isArray(patterns) && patterns.every((pattern) => typeof pattern === 'string') && isBranchList(list)
}

function isBranchList(value: unknown): boolean {
  const { branches, unusable, defaultBranch } = fieldsOf(value)
  const isName = (name: unknown): boolean => typeof name === 'string' && isBranchName(name)
  return Array.isArray(branches) && branches.every(isBranch) && typeof unusable === 'number' && (defaultBranch === undefined || isName(defaultBranch))
}

function isBranch(value: unknown): boolean {
  const { name, commit, committedAt } = fieldsOf(value)
  return typeof name === 'string' && isBranchName(name) && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(String(commit)) && Number.isFinite(Date.parse(String(committedAt)))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
}
