/** `mistctl volume use`: a person says which generation of a volume holds the data of its app. Under the lease, after saying what it means. */
import { LEASE_WAIT_MS } from '../engine/loop/lease.js'
import type { VolumeChoice } from '../engine/volumes/choose-volume.js'
import { chooseVolume, judgeChoice } from '../engine/volumes/choose-volume.js'
import { choiceText } from '../render/volume-text.js'
import type { WriteContext } from './command.js'
import type { ExitCode } from './exit.js'
import { EXIT } from './exit.js'
import { nextCommand } from './look-say.js'
import { refusedBy, usage } from './refusal.js'

export async function useVolume(context: WriteContext): Promise<ExitCode> {
  const { ports, globals, second, say, signal } = context
  if (second === undefined) return say.refuse(usage('no volume is named', 'Write for example: mistctl volume use shop_db_data.g2'))
  const lease = await ports.lease.acquire('choose a volume', globals.timeoutMs ?? LEASE_WAIT_MS, signal)
  if (!lease.ok) return say.refuse(refusedBy(lease.error))
  try {
    return await underLease(context, second)
  } finally {
    lease.value.release()
  }
}

async function underLease(context: WriteContext, name: string): Promise<ExitCode> {
  const { ports, globals, say, io, signal } = context
  const choice = await judgeChoice(ports, name, signal)
  if (!choice.ok) return say.refuse(refusedBy(choice.error))
  const { volume, before } = choice.value
  if (before === name) {
    say.note(`${name} is the one that counts already.`)
    return EXIT.done
  }
  const consent = await consentTo(context, choice.value)
  if (consent !== 'given') return consent === 'declined' ? EXIT.no : say.refuse(usage('this takes a confirmation, and there is no terminal to ask on', 'Say --yes when you are sure.'))
  const noted = await chooseVolume(ports, name)
  if (!noted.ok) return say.refuse(refusedBy(noted.error))
  ports.store.recordEvent({ type: 'volume-chosen', app: volume.app, volume: name, by: io.user }, { run: 0, time: ports.clock.nowIso() })
  if (globals.output === 'table') say.answer(`Chosen: ${name}. The next pass gives it to ${volume.app}; at once with: ${nextCommand({ globals }, 'apply')}`)
  else say.document({ chosen: volume, ...(before !== undefined && { before }) })
  return EXIT.done
}

async function consentTo({ io, globals, say, ports, signal }: WriteContext, choice: VolumeChoice): Promise<'given' | 'declined' | 'not-asked'> {
  if (globals.output === 'table') say.answer(choiceText(choice.volume, { nowIso: ports.clock.nowIso(), ...(choice.before !== undefined && { before: choice.before }) }))
  if (globals.consent === 'given') return 'given'
  if (globals.input !== 'allowed' || !io.stdin.isTTY || !io.stderr.isTTY) return 'not-asked'
  const answer = await io.stdin.ask('Use this volume? [y/N] ', signal)
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return 'given'
  say.note('Nothing was changed.')
  return 'declined'
}
