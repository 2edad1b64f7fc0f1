/** Changes that the engine makes on a living container: limits, restart policy, networks, name, run state. Each knows its way back. */
import { refillSteps } from './contents-steps.js'
import type { FieldChange } from '../../model/plan.js'
import type { AttachmentSpec } from '../../model/resource.js'
import type { Effect, Step } from '../../model/step.js'
import type { LiveChange, Rollout } from './rollout.js'

export function updateSteps({ updates, leaving }: Rollout): readonly Step[] {
  // Where a predecessor waits to come back, a failed start must not leave two of them; else it is better left running.
  const afterFailure = leaving.length > 0 ? 'stop' : 'leave'
  return updates.flatMap((change) => [...limitSteps(change), ...networkSteps(change), ...renameSteps(change), ...stateSteps(change, afterFailure), ...refillSteps(change)])
}

function limitSteps({ fields, spec, live }: LiveChange): readonly Step[] {
  if (!fields.some(({ field }) => field === 'restart' || field.startsWith('limits.'))) return []
  const container = live.engineId
  const update = ({ limits, restart }: Pick<typeof spec, 'limits' | 'restart'>): Effect => ({ do: 'update-container', container, limits, restart })
  return [{ effect: update(spec), undo: [update(live)] }]
}

const NETWORK_FIELD = 'networks.'

function networkSteps({ fields, spec, live }: LiveChange): readonly Step[] {
  const container = live.engineId
  return fields.filter(({ field }) => field.startsWith(NETWORK_FIELD)).flatMap((field) => {
    const network = field.field.slice(NETWORK_FIELD.length)
    const sides = { container, network, wanted: attachmentIn(spec.networks, network), present: attachmentIn(live.networks, network) }
    return attachSteps(field, sides)
  })
}

interface Sides {
  readonly container: string
  readonly network: string
  readonly wanted: AttachmentSpec
  readonly present: AttachmentSpec
}

/** Other aliases in the same network take a reconnection: the engine cannot change them otherwise. */
function attachSteps({ from, to }: FieldChange, { container, network, wanted, present }: Sides): readonly Step[] {
  const leave: Effect = { do: 'disconnect-network', container, network }
  const back: Effect = { do: 'connect-network', container, attachment: present }
  const join: Step = { effect: { do: 'connect-network', container, attachment: wanted }, undo: [leave] }
  return [...(from === undefined ? [] : [{ effect: leave, undo: [back] }]), ...(to === undefined ? [] : [join])]
}

function attachmentIn(attachments: readonly AttachmentSpec[], network: string): AttachmentSpec {
  const found = attachments.find((attachment) => attachment.network === network)
  return { network, aliases: found?.aliases ?? [] }
}

function renameSteps({ fields, spec, live }: LiveChange): readonly Step[] {
  if (!fields.some(({ field }) => field === 'name')) return []
  const container = live.engineId
  return [{ effect: { do: 'rename-container', container, name: spec.name }, undo: [{ do: 'rename-container', container, name: live.name }] }]
}

function stateSteps({ fields, live }: LiveChange, afterFailure: 'stop' | 'leave'): readonly Step[] {
  if (!fields.some(({ field }) => field === 'state')) return []
  const container = live.engineId
  if (live.state === 'paused') return [{ effect: { do: 'unpause-container', container }, undo: [] }]
  const undo: readonly Effect[] = afterFailure === 'stop' ? [{ do: 'stop-container', container, graceMs: live.stopGraceMs }] : []
  return [{ effect: { do: 'start-container', container }, undo }]
}
