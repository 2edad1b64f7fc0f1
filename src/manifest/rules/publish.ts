/** A port of the host can be held by one container. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { ManifestPublish } from '../manifest.js'
import type { AppEntry, RuleContext } from './context.js'

interface PublishEntry extends ManifestPublish {
  readonly owner: AppEntry
  readonly index: number
}

/** The engine would find out only while starting the second one, after the first version was stopped. */
export function* onePublisher({ apps }: RuleContext): Iterable<Finding> {
  const byPort = new Map<string, Map<string, PublishEntry>>()
  for (const entry of published(apps)) {
    const place = `${String(entry.port)}/${entry.protocol}`
    const holders = byPort.get(place) ?? new Map<string, PublishEntry>()
    const known = holderOf(holders, entry.address)
    if (known !== undefined) yield taken(entry, known)
    byPort.set(place, holders.set(entry.address, known ?? entry))
  }
}

/** Replicas need the proxy in front: it alone can share one port among them. */
export function* publishWithoutReplicas({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (app.publish.length === 0 || (app.replicas ?? 1) < 2) continue
    const message = `${app.name} has ${String(app.replicas)} replicas, and only one of them could hold its host port`
    yield fault({ rule: 'publish-replicas', message, help: 'use one replica, or let the proxy lead to the app instead of `publish`', path: [...path, 'replicas'], related: [{ path: [...path, 'publish', 0], message: 'this host port' }] })
  }
}

export function published(apps: readonly AppEntry[]): readonly PublishEntry[] {
  return apps.flatMap((owner) => owner.app.publish.map((item, index) => ({ ...item, owner, index })))
}

export function publishPath({ owner, index }: PublishEntry) {
  return [...owner.path, 'publish', index]
}

/** 0.0.0.0 takes the port on every address. */
function holderOf(holders: ReadonlyMap<string, PublishEntry>, address: string): PublishEntry | undefined {
  if (address === EVERY_ADDRESS) return holders.values().next().value
  return holders.get(address) ?? holders.get(EVERY_ADDRESS)
}

const EVERY_ADDRESS = '0.0.0.0'

function taken(entry: PublishEntry, known: PublishEntry): Finding {
  return fault({
    rule: 'duplicate-publish',
    message: `port ${String(entry.port)}/${entry.protocol} of the host is already published by ${known.owner.key}`,
    help: 'choose another host port: `host port:container port`',
    path: publishPath(entry),
    related: [{ path: publishPath(known), message: `first published by ${known.owner.key}` }],
  })
}
