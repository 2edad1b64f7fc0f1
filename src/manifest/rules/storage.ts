/** Places for backups: what this host allows, for whom they are encrypted, and how they are reached. */
import type { Grants } from '../../model/grants.js'
import { isBackupGranted, isLoopback, isNearby, reservedPlace, reservedText } from '../../model/grants.js'
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { isBech32 } from '../forms/bech32.js'
import type { RuleContext } from './context.js'

/** What the host keeps to itself stays closed, whatever is granted. */
export function* grantedStorages({ manifest, grants }: RuleContext): Iterable<Finding> {
  for (const { name, path } of manifest.storages.flatMap((storage) => (storage.kind === 'path' ? [storage] : []))) {
    const finding = placeFinding(path || '/', grants)
    if (finding) yield fault({ ...finding, path: ['storage', name, 'path'] })
  }
}

/** Mist asks from within the network of the host: what answers there alone is nobody's who merely writes the repository. */
export function* nearbyStorages({ manifest, grants }: RuleContext): Iterable<Finding> {
  for (const storage of manifest.storages) {
    if (storage.kind !== 's3' || grants === undefined || !isNearby(hostOf(storage.endpoint)) || grants.storages?.includes(storage.endpoint.replace(/\/$/, '')) === true) continue
    yield fault({ rule: 'storage-not-granted', message: `${storage.endpoint} is an address of the host itself or of its link, and this host does not grant it`, help: `the operator can add "${storage.endpoint}" to grants.storages in mistd.yaml`, path: ['storage', storage.name, 'endpoint'] })
  }
}

/** Addresses have many spellings; a URL has one. */
function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).hostname.replace(/^\[|\]$/g, '') : ''
}

function placeFinding(path: string, grants: Grants | undefined): Pick<Finding, 'rule' | 'message' | 'help'> | undefined {
  const taken = reservedPlace({ reservedPaths: grants?.reservedPaths ?? [] }, path)
  if (taken !== undefined) return { rule: 'storage-reserved', message: `no backup can be kept in ${path}: it ${reservedText(path, taken)}`, help: 'name a folder for backups alone, such as one below /srv' }
  if (grants === undefined || isBackupGranted(grants, path)) return undefined
  return { rule: 'storage-not-granted', message: `${path} is a folder of the host, and this host does not grant it for backups`, help: `the operator can add "${path}" to grants.backups in mistd.yaml` }
}

export function* storageRecipients({ manifest }: RuleContext): Iterable<Finding> {
  for (const { name, recipients = [] } of manifest.storages) {
    for (const [index, recipient] of recipients.entries()) {
      if (!isBech32(recipient)) yield fault({ rule: 'storage-recipient', message: `${recipient.slice(0, 24)}… is no recipient of age: a letter of it is wrong or missing`, help: 'copy it once more; `mistctl secret keygen` shows it', path: ['storage', name, 'encrypt', index] })
      else if (recipients.indexOf(recipient) < index) yield fault({ rule: 'duplicate-value', message: 'this recipient stands there already', help: 'remove one of the two', path: ['storage', name, 'encrypt', index] })
    }
  }
}

/** Whoever is on the way could read a backup, or give another one back. Loopback has no way, and what is encrypted tells nothing. */
export function* plainStorages({ manifest }: RuleContext): Iterable<Finding> {
  for (const storage of manifest.storages) {
    if (storage.kind !== 's3' || storage.recipients !== undefined || !isPlainRemote(storage.endpoint)) continue
    yield fault({ rule: 'storage-plain-http', message: `${storage.endpoint} is not encrypted on its way, and nothing that goes there is either`, help: 'use https, or name recipients of age in `encrypt`', path: ['storage', storage.name, 'endpoint'] })
  }
}

function isPlainRemote(endpoint: string): boolean {
  const host = /^http:\/\/(\[[^\]]*\]|[^:/]*)/.exec(endpoint)?.[1]
  return host !== undefined && !isLoopback(host.replace(/^\[|\]$/g, ''))
}
