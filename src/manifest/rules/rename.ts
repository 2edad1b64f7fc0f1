/** A former name stands for volumes with data: it belongs to one app alone. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import type { AppEntry, RuleContext } from './context.js'

export function* formerNames({ apps, appOf }: RuleContext): Iterable<Finding> {
  const taken = new Map<string, AppEntry>()
  for (const entry of apps) {
    const from = entry.app.renamedFrom
    if (from === undefined) continue
    const path = [...entry.path, 'rename', 'from']
    const other = taken.get(`${entry.project.name}/${from}`)
    if (from === entry.app.name) yield fault({ rule: 'rename-self', message: `${from} is the name that the app has`, help: 'write the name that it had before, or remove `rename`', path })
    else if (appOf(entry.project.name, from)) yield fault({ rule: 'rename-taken', message: `the volumes of ${from} go with ${entry.app.name}, so no other app may be called ${from}`, help: `give the app ${from} another name, or remove \`rename\` here`, path, related: [{ path: ['projects', entry.project.name, 'apps', from], message: `this app is called ${from}`, on: 'key' }] })
    else if (other) yield fault({ rule: 'rename-twice', message: `${from} became ${other.app.name} already`, help: 'one app can go on with the volumes of another', path, related: [{ path: [...other.path, 'rename', 'from'], message: 'first here' }] })
    taken.set(`${entry.project.name}/${from}`, other ?? entry)
  }
}
