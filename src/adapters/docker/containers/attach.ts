/** Networks of a container: coming, going, and aliases that changed. */
import type { AttachmentSpec } from '../../../model/resource.js'
import type { Result } from '../../../model/result.js'
import { readAttachments } from '../observe/decode.js'
import { isAnswer, isMissing } from '../engine-error.js'
import type { Hands, Job } from '../hands.js'
import { change, fine, post, withOwn, withOwnIfAny } from '../hands.js'
import type { OwnContainer } from '../owned.js'
import { mustBeOwn } from '../owned.js'
import { sameList } from './restated.js'

export function connectNetwork(hands: Hands, container: string, { attachment, signal }: { readonly attachment: AttachmentSpec; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot connect container ${container} to network ${attachment.network}`, signal }
  return withOwn(hands, container, {
    job,
    async work(own) {
      const live = readAttachments(own.wire).find(({ network }) => network === attachment.network)
      if (live && sameList(live.aliases, [...attachment.aliases].sort())) return fine
      // The engine changes no alias of a connection that stands; it takes a short break.
      const left = live ? await detach(hands, own, { network: attachment.network, job }) : fine
      return left.ok ? attach(hands, own.id, { attachment, job }) : left
    },
  })
}

export function disconnectNetwork(hands: Hands, container: string, { network, signal }: { readonly network: string; readonly signal: AbortSignal }): Promise<Result<void>> {
  const job: Job = { subject: `cannot disconnect container ${container} from network ${network}`, signal }
  return withOwnIfAny(hands, container, { job, work: (own) => detach(hands, own, { network, job }) })
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

/** By the id that the connection itself names: the network may be anybody's, and have any name. */
async function detach(hands: Hands, { id, wire }: OwnContainer, { network, job }: { readonly network: string; readonly job: Job }): Promise<Result<void>> {
  const live = wire.NetworkSettings?.Networks?.[network]
  if (!live) return fine
  const call = post(`/networks/${live.NetworkID || network}/disconnect`, { body: { Container: id, Force: false } })
  return change(hands, call, {
    job,
    read: (error) => (isMissing(error) || (error.kind === 'answer' && /is not connected/.test(error.message)) ? fine : undefined),
  })
}
