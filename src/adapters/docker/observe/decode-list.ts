/** Lists of the engine → networks, volumes, foreign containers and image ids as the plan reads them. Pure. */
import type { ForeignContainer, ObservedNetwork, ObservedVolume } from '../../../model/state.js'
import { appKey } from '../../../model/resource.js'
import { LABEL_APP, LABEL_INSTANCE, LABEL_PREVIEW, LABEL_PROJECT, LABEL_PROTECT, isScratch, readDataOrigin } from '../../../model/labels.js'
import { containerName } from './decode.js'
import { readBoundPorts } from './decode-host.js'
import { isImageId, listedName, parseReference } from '../images/reference.js'
import type { WireListedContainer, WireListedImage, WireNetwork, WireVolume } from '../wire.js'

export function decodeForeign(listed: WireListedContainer): ForeignContainer {
  return { engineId: listed.Id, name: containerName(listed.Names?.[0] ?? ''), ports: readBoundPorts(listed.Ports) }
}

export function decodeNetwork(wire: WireNetwork, instance: string): ObservedNetwork {
  const project = ownProject(wire.Labels, instance)
  return {
    engineId: wire.Id,
    name: wire.Name,
    owner: project ? 'ours' : 'foreign',
    project: project ?? '',
    subnets: (wire.IPAM?.Config ?? []).flatMap(({ Subnet }) => (Subnet ? [Subnet] : [])),
  }
}

/** Labels of a volume that name the instance but no app are not a whole identity: such a volume is nobody's to touch. */
export function decodeVolume(wire: WireVolume, instance: string): ObservedVolume {
  const project = ownProject(wire.Labels, instance)
  const app = wire.Labels?.[LABEL_APP]
  if (!project || !app) return { name: wire.Name, owner: 'foreign' }
  const data = readDataOrigin(wire.Labels ?? {})
  return { name: wire.Name, owner: 'ours', app: appKey(project, app), ...(wire.Labels?.[LABEL_PROTECT] !== undefined && { protect: true }), ...(wire.Labels?.[LABEL_PREVIEW] === 'true' && { preview: true }), ...(data && { data }) }
}

/** As a plan may see it: scratch is nobody's. */
export function observedVolume(wire: WireVolume, instance: string): ObservedVolume {
  return isScratch(wire.Labels ?? {}) ? { name: wire.Name, owner: 'foreign' } : decodeVolume(wire, instance)
}

/** References are matched as the engine would: `redis:7` and `docker.io/library/redis:7` are one image. */
export function imageIds(refs: readonly string[], listed: readonly WireListedImage[]): Record<string, string> {
  const byName = new Map<string, string>()
  for (const image of listed) {
    byName.set(image.Id, image.Id)
    for (const name of [...(image.RepoTags ?? []), ...(image.RepoDigests ?? [])]) byName.set(name, image.Id)
  }
  const found = refs.flatMap((ref): [string, string][] => {
    const id = byName.get(nameInList(ref))
    return id === undefined ? [] : [[ref, id]]
  })
  return Object.fromEntries(found)
}

function nameInList(ref: string): string {
  const reference = isImageId(ref) ? undefined : parseReference(ref)
  return reference ? listedName(reference) : ref
}

function ownProject(labels: WireNetwork['Labels'], instance: string): string | undefined {
  return labels?.[LABEL_INSTANCE] === instance ? labels[LABEL_PROJECT] || undefined : undefined
}
