/** The releases that `mistctl rollback` can choose from, newest first, and whether the image of each is still there. */
import type { AppKey } from '../model/resource.js'
import type { ListedRelease } from '../render/release-text.js'
import { pinText, releasesText } from '../render/release-text.js'
import type { ReadContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { refusedBy } from './refusal.js'

const MOST = 20

export async function listReleases({ ports, say, globals, signal }: Pick<ReadContext, 'ports' | 'say' | 'globals' | 'signal'>, app: AppKey): Promise<ExitCode> {
  const releases = ports.store.releases({ app, limit: MOST })
  const seen = await ports.runtime.observe({ images: [...new Set(releases.map(({ image }) => image.id))], freshness: 'live' }, signal)
  if (!seen.ok) return say.refuse(refusedBy(seen.error))
  const listed = releases.map((release, at): ListedRelease => ({ release, state: at === 0 ? 'runs' : Object.hasOwn(seen.value.images, release.image.id) ? 'kept' : 'gone' }))
  const pin = ports.store.pins().find((one) => one.app === app)
  if (globals.output !== 'table') {
    say.document({ app, ...(pin && { heldAt: { release: pin.release, by: pin.by, since: pin.since } }), releases: listed.map(({ release: { app: _, ...rest }, state }) => ({ ...rest, state })) })
    return EXIT.done
  }
  const nowIso = ports.clock.nowIso()
  if (listed.length === 0) say.note(`No release of ${app} is recorded yet.`)
  else say.answer([releasesText(listed, { paint: say.paint, nowIso }), ...(pin ? [`Held: ${pinText(pin, nowIso)}.`] : [])].join('\n'))
  return EXIT.done
}
