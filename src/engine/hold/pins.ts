/**
 * Rollbacks that people asked for. A pinned app is what it was at an earlier release, read again at that release's commit, until git
 * says something else about the app than it did when the person went back. It needs nothing from the store but the pin itself.
 */
import type { Failure } from '../../model/failure.js'
import { failure, failureLine } from '../../model/failure.js'
import type { Kept, Pin } from '../../model/release.js'
import type { AppKey } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { DesiredApp, DesiredState } from '../../model/state.js'
import { specDigest } from '../../plan/spec-digest.js'
import type { Emit, StoreWriter } from '../../ports.js'
import { asReleased, withoutBuildSecrets } from '../../resolve/pinned.js'
import { resolveDesired } from '../../resolve/resolve.js'
import { findFiles } from '../look/files.js'
import type { ReadWork } from '../look/read-manifest.js'
import { invalidManifest, readManifest } from '../look/read-manifest.js'
import { findSecrets } from '../look/secrets.js'

/** What a pass has to write down about pins. */
export interface PinNews {
  /** Git says something else now, or no longer has the app. */
  readonly ended: readonly Pin[]
  /** Git stands where it stood, and this Mist words the same spec in another way than the one that noted it. */
  readonly restated: readonly Pin[]
}

export const NO_PIN_NEWS: PinNews = { ended: [], restated: [] }

/** The newest commit decides; an older one that stands in for it while it cannot be used decides nothing. */
export type Standing = 'head' | 'last-good'

/** Where git is for one app: the commit of the manifest, and that of its own source. */
export function headAt(app: DesiredApp, { revision }: Pick<DesiredState, 'revision'>): string {
  return app.image.kind === 'build' ? `${revision.commit} ${app.image.build.commit}` : revision.commit
}

export interface JudgedPins {
  readonly inForce: readonly Pin[]
  readonly news: PinNews
}

/** `git` is what git says when nothing is pinned. */
export function judgePins(pins: readonly Pin[], git: DesiredState, standing: Standing): JudgedPins {
  const apps = new Map(git.apps.map((app) => [app.key, app]))
  const unresolved = new Set(git.unresolved.map(({ key }) => key))
  const known = pins.filter(({ app }) => !unresolved.has(app))
  if (standing === 'last-good') return { inForce: known.filter(({ app }) => apps.has(app)), news: NO_PIN_NEWS }
  const judged = known.map((pin) => ({ pin, ...judge(pin, apps.get(pin.app), git) }))
  return {
    inForce: judged.flatMap(({ pin, verdict }) => (verdict === 'ended' ? [] : [pin])),
    news: {
      ended: judged.flatMap(({ pin, verdict }) => (verdict === 'ended' ? [pin] : [])),
      restated: judged.flatMap(({ pin, verdict, digest }) => (verdict === 'restated' ? [{ ...pin, headDigest: digest }] : [])),
    },
  }
}

function judge(pin: Pin, app: DesiredApp | undefined, git: DesiredState): { readonly verdict: 'holds' | 'ended' | 'restated'; readonly digest: string } {
  const digest = specDigest(app)
  if (digest === pin.headDigest) return { verdict: 'holds', digest }
  return { verdict: app && headAt(app, git) === pin.headAt ? 'restated' : 'ended', digest }
}

/** What names an earlier release: a person who went back, or the last one that an app is kept at. */
export type ReleaseRef = Pick<Pin | Kept, 'app' | 'release' | 'revision' | 'image'>

/** The app as it was at that release. */
export async function readPinned(work: ReadWork, pin: ReleaseRef, git: DesiredState): Promise<Result<DesiredApp>> {
  const { ports, config, signal } = work
  const at = { repository: config.repository, commit: pin.revision.commit }
  const here = await ports.source.bring(at, signal)
  const read = here.ok ? await readManifest(work, pin.revision.commit) : here
  if (!read.ok) return err(unreadable(pin, read.error))
  const { manifest: written, diagnostics } = read.value
  if (!written) return err(unreadable(pin, invalidManifest(config, diagnostics).failure))
  const { instance, key, networkPool, proxy } = config
  // The image comes from the record: whatever its source is by now, it is not asked, and what only its build needed is not needed.
  const manifest = withoutBuildSecrets(written)
  const sources = { [pin.app]: { ok: true, ...at, treeDigest: '' } } as const
  const secrets = await findSecrets(work, { manifest, commit: pin.revision.commit, app: pin.app })
  const { files } = await findFiles(work, { manifest, commit: pin.revision.commit, app: pin.app, digests: {} })
  const then = resolveDesired(manifest, { instance, key, revision: pin.revision, networkPool, proxy, sources, secrets, files })
  const app = then.apps.find((one) => one.key === pin.app)
  const unresolved = then.unresolved.find((one) => one.key === pin.app)
  if (unresolved) return err(unreadable(pin, unresolved.failure))
  if (!app) return err(unreadable(pin, failure('internal', { subject: `cannot find ${pin.app}`, cause: `commit ${pin.revision.commit.slice(0, 12)} does not have it` })))
  return ok({ ...asReleased(app, pin), dependsOn: app.dependsOn.filter((needed) => mayNeed(needed, pin.app, git)) })
}

function unreadable({ app, release }: ReleaseRef, cause: Failure): Failure {
  if (cause.code === 'aborted') return cause
  const help = `What runs stays as it is. Commit what you want of ${app}, or let git decide again with: mistctl rollback ${app} --undo`
  return failure(cause.code, { subject: `cannot read release ${String(release)} of ${app} again`, cause: failureLine(cause), help })
}

/** The order of an earlier time and that of now must not wait for each other. */
function mayNeed(key: AppKey, pinned: AppKey, git: DesiredState): boolean {
  const needs = new Map(git.apps.map((app) => [app.key, app.dependsOn]))
  const seen = new Set<AppKey>()
  const reaches = (from: AppKey): boolean => {
    if (from === pinned) return true
    if (seen.has(from)) return false
    seen.add(from)
    return (needs.get(from) ?? []).some(reaches)
  }
  return needs.has(key) && !reaches(key)
}

/** Under the lease, by whoever may write. */
export function notePins({ store, emit }: { readonly store: StoreWriter; readonly emit: Emit }, { ended, restated }: PinNews): void {
  for (const pin of restated) store.pin(pin)
  for (const { app, release } of ended) {
    store.unpin(app)
    emit({ type: 'rollback-ended', app, release })
  }
}
