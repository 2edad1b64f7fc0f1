/** Names that Mist keeps for itself. */
import { RESERVED_LABEL_PREFIXES, SYSTEM_PROJECT } from '../../model/labels.js'
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { RuleContext } from './context.js'

export function* reservedProject({ manifest }: RuleContext): Iterable<Finding> {
  for (const { name } of manifest.projects) {
    if (name === SYSTEM_PROJECT) yield fault({ rule: 'reserved-name', message: 'the project name mist is taken by what Mist runs for itself', help: 'choose another name', path: ['projects', name], on: 'key' })
  }
}

/** In any letter case: other tools compare without it. */
export function* reservedLabels({ manifest, apps }: RuleContext): Iterable<Finding> {
  const holders = [
    ...manifest.projects.map(({ name, labels }) => ({ labels, path: ['projects', name, 'labels'] })),
    ...apps.map(({ app, path }) => ({ labels: app.labels, path: [...path, 'labels'] })),
  ]
  for (const { labels, path } of holders) {
    for (const label of Object.keys(labels)) {
      const prefix = RESERVED_LABEL_PREFIXES.find((reserved) => label.toLowerCase().startsWith(reserved))
      if (prefix === undefined) continue
      yield fault({ rule: 'reserved-label', message: `labels that begin with ${prefix} cannot be set here`, help: 'they steer Mist, Traefik or Docker; choose another prefix', path: [...path, label], on: 'key' })
    }
  }
}
