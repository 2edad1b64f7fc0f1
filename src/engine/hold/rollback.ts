/**
 * Where a rollback leads: which release, whether everything of it can still be had, and what a person has to revert in git so that
 * it stays. Decides and reads; the pin is set by whoever holds the lease.
 */
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { Pin, Release } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { Revision } from '../../model/revision.js'
import type { DesiredApp, DesiredState } from '../../model/state.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { ReadPorts } from '../../ports.js'
import { takenRules } from '../../resolve/pinned.js'
import type { EngineConfig } from '../config.js'
import { findDesired } from '../look/desire.js'
import { EMPTY_MEMORY } from '../memory.js'
import { headAt, readPinned } from './pins.js'
import { repositoryKey } from '../look/sources.js'

export interface RollbackQuery {
  readonly app: AppKey
  /** The release before the one that runs, unless told. */
  readonly release?: number
  readonly by: string
}

export interface Rollback {
  readonly pin: Pin
  readonly target: Release
  /** What ran before. */
  readonly from: Release
  /** The commits that made the difference, newest first; empty when it was not a commit of this repository. */
  readonly reverts: readonly Revision[]
  /** An app that is built from another repository may have changed there. */
  readonly madeIn: 'this repository' | 'this or another repository'
}

export async function findRollback(ports: ReadPorts, config: EngineConfig, query: RollbackQuery, signal: AbortSignal): Promise<Result<Rollback>> {
  const subject = `cannot roll back ${query.app}`
  const git = await whatGitSays(ports, config, signal)
  if (!git.ok) return git
  const app = git.value.apps.find(({ key, type }) => key === query.app && type !== 'system')
  if (!app) return err(unknownApp(query, git.value, subject))
  if (app.preview) return err(refusal(subject, `it is a preview of ${app.preview.of}, and runs what stands on ${app.preview.branch}`, 'Push to the branch what it is to show, for example with: git revert'))
  const releases = ports.store.releases({ app: query.app })
  const chosen = chooseRelease(releases, query, subject)
  if (!chosen.ok) return chosen
  const { target, from } = chosen.value
  if (target.digest === specDigest(app) && target.image.id === from.image.id) return err(refusal(subject, `release ${String(target.number)} is what git says`, `If it is held at another release, let git decide again with: mistctl rollback ${query.app} --undo`))
  const pin: Pin = { app: query.app, release: target.number, revision: target.revision, image: target.image, headDigest: specDigest(app), headAt: headAt(app, git.value), by: query.by, since: ports.clock.nowIso() }
  const obstacle = await findObstacle({ ports, config, signal }, { pin, app, git: git.value, subject })
  if (obstacle) return err(obstacle)
  const isElsewhere = app.image.kind === 'build' && repositoryKey(app.image.build.repository) !== repositoryKey(config.repository)
  return ok({ pin, target, from, reverts: revertsOf(releases, { target, from, head: git.value.revision, app }), madeIn: isElsewhere ? 'this or another repository' : 'this repository' })
}

/** With no pin in force. The newest copy that is here: a rollback must not wait for a server. */
async function whatGitSays(ports: ReadPorts, config: EngineConfig, signal: AbortSignal): Promise<Result<DesiredState>> {
  const unpinned: ReadPorts = { ...ports, store: { ...ports.store, pins: () => [] }, emit: () => undefined }
  const desire = await findDesired({ ports: unpinned, config, request: { fetch: 'local', fallback: 'last-good' }, signal }, EMPTY_MEMORY)
  if (desire.desired) return ok(desire.desired)
  return err(desire.failure ?? failure('internal', { subject: 'cannot tell what git says', cause: 'nothing was read' }))
}

function unknownApp({ app }: RollbackQuery, git: DesiredState, subject: string): Failure {
  const unresolved = git.unresolved.find(({ key }) => key === app)
  if (unresolved) return unresolved.failure
  return refusal(subject, 'git has no such app', `An app that git no longer has comes back by: git revert. Known are: ${git.apps.filter(({ type }) => type !== 'system').map(({ key }) => key).join(', ') || 'none'}`)
}

interface Chosen {
  readonly target: Release
  readonly from: Release
}

function chooseRelease(releases: readonly Release[], { app, release }: RollbackQuery, subject: string): Result<Chosen> {
  const [from] = releases
  if (!from) return err(refusal(subject, 'no release of it is recorded', 'A release is recorded once an app runs as git says.'))
  const target = release === undefined ? before(releases, from) : releases.find(({ number }) => number === release)
  // What was brought back goes by the number that it first had.
  if (target) return ok({ target: releases.find(({ number }) => number === target.rolledBackTo) ?? target, from })
  const cause = release === undefined ? `there is no release before release ${String(from.rolledBackTo ?? from.number)}` : `there is no release ${String(release)}`
  return err(refusal(subject, cause, `See: mistctl rollback ${app} --list`))
}

/** What ran before, itself brought back or not. After a rollback: what had come out before the release that was brought back. */
function before(releases: readonly Release[], from: Release): Release | undefined {
  const isOther = ({ digest, image }: Release): boolean => digest !== from.digest || image.id !== from.image.id
  const { rolledBackTo } = from
  if (rolledBackTo === undefined) return releases.find((release) => release.number < from.number && isOther(release))
  return releases.find((release) => release.number < rolledBackTo && release.rolledBackTo === undefined && isOther(release))
}

interface Look {
  readonly pin: Pin
  readonly app: DesiredApp
  readonly git: DesiredState
  readonly subject: string
}

async function findObstacle(work: Parameters<typeof readPinned>[0], { pin, app, git, subject }: Look): Promise<Failure | undefined> {
  const lost = await missingImage(work, pin, subject)
  if (lost) return lost
  const then = await readPinned(work, pin, git)
  if (!then.ok) return then.error
  const [taken] = takenRules(then.value, git)
  if (taken) return refusal(subject, `${taken.rule.host}${taken.rule.pathPrefix === '/' ? '' : taken.rule.pathPrefix} belongs to ${taken.by} by now`, 'Commit what you want instead; a rollback takes nothing from another app.')
  const needy = git.apps.find(({ dependsOn }) => dependsOn.includes(app.key))
  const [portThen, portNow] = [then.value.readiness.port, app.readiness.port]
  if (needy && portThen !== portNow) return refusal(subject, `${needy.key} depends on it and reaches it at port ${String(portNow ?? 'none')}, and release ${String(pin.release)} listens on ${String(portThen ?? 'none')}`, 'Revert both in git.')
  return undefined
}

async function missingImage({ ports, signal }: Parameters<typeof readPinned>[0], { app, release, revision, image }: Pin, subject: string): Promise<Failure | undefined> {
  const seen = await ports.runtime.observe({ images: [image.id], freshness: 'live' }, signal)
  if (!seen.ok) return seen.error
  if (seen.value.incomplete.image) return seen.value.incomplete.image
  if (Object.hasOwn(seen.value.images, image.id)) return undefined
  const cause = `the image of release ${String(release)}, ${image.ref}, is not on this host any more`
  return failure('image-missing', { subject, cause, help: `Commit again what commit ${revision.commit.slice(0, 12)} said of ${app}: then Mist makes the image anew. deploy.keep says how many releases keep theirs.` })
}

/** The newest commit counts too when it has not come out: it is what git would go on with. */
function revertsOf(releases: readonly Release[], { target, from, head, app }: Chosen & { readonly head: Revision; readonly app: DesiredApp }): readonly Revision[] {
  const since = releases.filter((release) => release.number > target.number && release.rolledBackTo === undefined && !isOnlyAnotherImage(release, releases)).map(({ revision }) => revision)
  const all = from.rolledBackTo === undefined && specDigest(app) !== from.digest ? [head, ...since] : since
  const seen = new Set([target.revision.commit])
  return all.filter(({ commit }) => !seen.has(commit) && seen.add(commit))
}

/** Its commit said nothing new of the app: the tag of its image had moved. */
function isOnlyAnotherImage({ number, digest }: Release, releases: readonly Release[]): boolean {
  return releases.find((one) => one.number < number)?.digest === digest
}

function refusal(subject: string, cause: string, help: string): Failure {
  return failure('rollback-refused', { subject, cause, help })
}
