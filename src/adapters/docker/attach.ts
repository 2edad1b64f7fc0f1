/** Networks of a container: coming, going, and aliases that changed. */
import type { AttachmentSpec } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { readAttachments } from './decode.js'
import { isAnswer, isMissing } from './engine-error.js'
import type { Hands, Job } from './hands.js'
import { change, fine, post, withOwn, withOwnIfAny } from './hands.js'
import { mustBeOwn } from './owned.js'
import { sameList } from './restated.js'

export function connectNetwork(hands: Hands, container: string, { attachment, signal }: { readonly attachment: AttachmentSpec; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot connect container ${container} to network ${attachment.network}`, signal }
  return withOwn(hands, container, {
    job,
    async work({ id, wire }) {
      const live = readAttachments(wire).find(({ network }) => network === attachment.network)
      if (live && sameList(live.aliases, [...attachment.aliases].sort())) return fine
      // The engine changes no alias of a connection that stands; it takes a short break.
      const left = live ? await detach(hands, id, { network: attachment.network, job }) : fine
      return left.ok ? attach(hands, id, { attachment, job }) : left
    },
  })
}

export function disconnectNetwork(hands: Hands, container: string, { network, signal }: { readonly network: string; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot disconnect container ${container} from network ${network}`, signal }
  return withOwnIfAny(hands, container, { job, work: ({ id }) => detach(hands, id, { network, job }) })
}

/** By the id of the network: its name could have gone to another one since. */
export async function attach(hands: Hands, id: string, { attachment, job }: { readonly attachment: AttachmentSpec; readonly job: Job }): Promise<Result<void>> {
  const found = await hands.own.network(attachment.network, job)
  if (!found.ok) return found
  const network = mustBeOwn(found.value, job.subject)
  if (!network.ok) return network
  const body = { Container: id, EndpointConfig: { Aliases: attachment.aliases } }
  return change(hands, post(`/networks/${network.value.id}/connect`, { body }), {
    job,
    read: (error) => (isAnswer(error, 403, /already exists in network|already attached/) ? fine : undefined),
  })
}

async function detach(hands: Hands, id: string, { network, job }: { readonly network: string; readonly job: Job }): Promise<Result<void>> {
  const call = post(`/networks/${encodeURIComponent(network)}/disconnect`, { body: { Container: id, Force: false } })
  return change(hands, call, {
    job,
    read: (error) => (isMissing(error) || isAnswer(error, 403, /is not connected/) || isAnswer(error, 500, /is not connected/) ? fine : undefined),
  })
}
