/** Replicas of an app as containers, every field spelled out, with names and labels that follow from the fingerprint. */
import { byText, sortedKeys } from '../model/compare.js'
import type { FingerprintedSpec } from '../model/fingerprint.js'
import { containerFingerprint } from '../model/fingerprint.js'
import { containerLabels } from '../model/labels.js'
import type { AppKey, ContainerSpec } from '../model/resource.js'
import { resourceId } from '../model/resource.js'
import { containerName } from './names.js'

/** What all replicas of an app share. */
export type ContainerDraft = FingerprintedSpec & Pick<ContainerSpec, 'limits' | 'restart' | 'networks' | 'contents'> & {
  /** Told by a label, and by the name of the app anyway. */
  readonly previewOf?: AppKey
}

export function replicasOf(draft: ContainerDraft, replicas: number): readonly ContainerSpec[] {
  const { limits, restart, networks, contents, previewOf, ...fingerprinted } = inOneOrder(draft)
  const fingerprint = containerFingerprint(fingerprinted)
  const { instance, userLabels, ...spec } = fingerprinted
  const marks = { hiddenEnv: Object.keys(spec.secretEnv ?? {}), ...(previewOf && { previewOf }) }
  return Array.from({ length: replicas }, (_, index) => {
    const replica = index + 1
    return {
      ...spec,
      id: resourceId('container', `${spec.app}/${String(replica)}`),
      name: containerName(spec.app, fingerprint, replica),
      replica,
      fingerprint,
      networks,
      limits,
      restart,
      ...(contents && { contents }),
      labels: sortedKeys({ ...userLabels, ...containerLabels({ instance, app: spec.app, replica, fingerprint }, marks) }),
    }
  })
}

/** Lists whose order means nothing get one, so that moving lines in a file changes nothing. */
function inOneOrder(draft: ContainerDraft): ContainerDraft {
  return {
    ...draft,
    mounts: draft.mounts.toSorted((a, b) => byText(a.target, b.target)),
    ports: draft.ports.toSorted((a, b) => a.hostPort - b.hostPort || byText(a.protocol, b.protocol) || byText(a.hostAddress, b.hostAddress)),
    networks: draft.networks.toSorted((a, b) => byText(a.network, b.network)),
    capabilities: draft.capabilities.toSorted(byText),
  }
}
