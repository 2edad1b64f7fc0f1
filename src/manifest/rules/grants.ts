/** What the operator of the host has allowed. Each refusal names the key of mistd.yaml that would allow it. */
import { isDomainGranted, isMountGranted, isPublishGranted, isReservedPort, reservedPlace, reservedText } from '../../model/grants.js'
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { transportOf } from '../forms/git.js'
import type { RuleContext } from './context.js'
import { remotes } from './git.js'
import { hostPath, onKey } from './hosts.js'
import { publishPath, published } from './publish.js'

/** Redirect targets need no grant: this host does not answer for them. */
export function* grantedDomains({ domains, grants }: RuleContext): Iterable<Finding> {
  if (grants === undefined) return
  for (const domain of domains) {
    if (isDomainGranted(grants, domain.host)) continue
    const who = domain.origin === 'automatic' ? ', the automatic host of this app,' : ''
    const message = `${domain.host}${who} is not under a domain that this host grants`
    yield fault({ rule: 'domain-not-granted', message, help: `granted: ${grants.domains.join(', ') || 'none'}. The operator can add "${suffixOf(domain.host)}" to grants.domains in mistd.yaml`, path: hostPath(domain), ...onKey(domain) })
  }
}

/** Loopback is always free, but for the ports that Mist listens on itself. */
export function* grantedPublish({ apps, grants }: RuleContext): Iterable<Finding> {
  if (grants === undefined) return
  for (const entry of published(apps)) {
    const { address, port } = entry
    if (isPublishGranted(grants, { hostAddress: address, hostPort: port })) continue
    if (isReservedPort(grants, port)) {
      yield fault({ rule: 'publish-reserved', message: `port ${String(port)} of the host belongs to Mist or its proxy`, help: 'publish on another port', path: publishPath(entry) })
      continue
    }
    const place = `${address}:${String(port)}`
    yield fault({ rule: 'publish-not-granted', message: `${place} is reachable from outside, and this host does not grant it`, help: `publish on 127.0.0.1, or the operator adds "${place}" to grants.publish in mistd.yaml`, path: publishPath(entry) })
  }
}

/** What the host keeps to itself stays closed, whatever is granted. */
export function* grantedMounts({ apps, grants }: RuleContext): Iterable<Finding> {
  for (const { source, readOnly, at } of apps.flatMap(({ app }) => app.binds)) {
    const taken = reservedPlace(grants ?? {}, source)
    if (taken !== undefined) {
      yield fault({ rule: 'mount-reserved', message: `${source} of the host cannot be mounted by any app: it ${reservedText(source, taken)}`, help: 'mount a folder that holds nothing of the system, of Docker or of Mist, such as one below /srv', path: at })
      continue
    }
    if (grants === undefined || isMountGranted(grants, { path: source, readOnly })) continue
    const readable = !readOnly && isMountGranted(grants, { path: source, readOnly: true })
    const [why, way] = readable ? ['this host grants it for reading alone', 'mount it with `:ro`'] : ['this host does not grant it', 'use a named volume']
    yield fault({ rule: 'mount-not-granted', message: `${source} is a folder of the host, and ${why}`, help: `${way}, or the operator adds "${source}${readOnly ? ':ro' : ''}" to grants.mounts in mistd.yaml`, path: at })
  }
}

/** Files of the host as a repository: for tests and for mirrors, by explicit prefix alone. */
export function* grantedRepositories({ apps, grants }: RuleContext): Iterable<Finding> {
  for (const { url, entry } of remotes(apps)) {
    const transport = transportOf(url)
    if (!transport.ok || transport.value !== 'file' || grants === undefined) continue
    if (grants.repositories.some((prefix) => isBelow(url, prefix))) continue
    yield fault({ rule: 'repository-not-granted', message: 'a repository on the disk of the host needs a grant', help: `the operator can add "${url.slice(0, url.lastIndexOf('/') + 1)}" to grants.repositories in mistd.yaml`, path: [...entry.path, 'git', 'url'] })
  }
}

/** `file:///srv/git` grants what is in that folder, and not `file:///srv/git-private`. */
function isBelow(url: string, prefix: string): boolean {
  return url === prefix || url.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

/** The part above the first label, which is what one would grant; a host of one label stands for itself. */
function suffixOf(host: string): string {
  const dot = host.indexOf('.')
  return dot < 0 || !host.slice(dot + 1).includes('.') ? host : host.slice(dot + 1)
}
