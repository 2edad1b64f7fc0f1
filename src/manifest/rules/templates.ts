/** What an app with a template may say besides: the rest is the template's to say, and each refusal tells why. */
import type { Finding } from '../finding.js'
import { fault } from '../finding.js'
import { isSecret } from '../templates/template.js'
import type { RuleContext } from './context.js'

export function* templateKeys({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (!app.database) continue
    for (const [key, why, help] of REFUSED) {
      if (!isWritten([...path, ...key.split('.')])) continue
      yield fault({ rule: 'template-key', message: `${app.name} is a database from a template, and ${why}`, help, path: [...path, ...key.split('.')], on: 'key', related: [{ path: [...path, 'template'], message: 'this template' }] })
    }
  }
}

/** Key, why, and what to do. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ['image', 'its image follows from the template', 'remove it; `with: { version: … }` chooses the version, and a template that `extends` this one can name another `image`'],
  ['git', 'its image follows from the template', 'remove it'],
  ['build', 'its image follows from the template', 'remove it'],
  ['port', 'its port follows from the template', 'remove it; `publish` opens a port of the host'],
  ['domains', 'the proxy speaks HTTP, which a database does not', 'remove them; `publish` opens a port of the host'],
  ['volumes', 'its data lies on a volume that the template mounts', 'remove them'],
  ['command', 'how it is started follows from the template', 'remove it; `mistctl template show` lists what `with` can set'],
  ['entrypoint', 'how it is started follows from the template', 'remove it'],
  ['health', 'its health check follows from the template', 'remove it'],
  ['preview', 'previews have no data of another', 'let the app that uses it have previews, with a database of their own in `preview: { env: … }`'],
  ['maintenance', 'it has no visitors', 'remove it'],
  ['sticky', 'it has no visitors', 'remove it'],
  ['errorPage', 'it has no visitors', 'remove it'],
  ['responseTimeout', 'it has no visitors', 'remove it'],
  ['deploy.strategy', 'two of them must never run on one volume', 'remove it: the old one always stops first'],
  ['deploy.canary', 'two of them must never run on one volume', 'remove it: the old one always stops first'],
  ['deploy.pre', 'it has no release of its own to prepare', 'let the app that uses it run its migrations: `deploy: { pre: … }` there'],
]

export function* withNeedsTemplate({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (app.database) continue
    if (isWritten([...path, 'with'])) yield fault({ rule: 'with-without-template', message: `${app.name} has settings and no template that could take them`, help: 'add `template:`, or remove `with`', path: [...path, 'with'], on: 'key' })
    if (app.type === 'database') yield fault({ rule: 'type-mismatch', message: `${app.name} is said to be a database and has no template`, help: 'add `template:`, or remove `type:`', path: [...path, 'type'] })
  }
}

export function* typeOfDatabase({ apps, textAt }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    const stated = app.database ? textAt([...path, 'type']) : undefined
    if (stated === undefined || stated === 'database') continue
    yield fault({ rule: 'type-mismatch', message: `${app.name} is said to be a ${stated === 'web' ? 'web app' : stated} and has a template, which makes a database`, help: 'remove `type:`', path: [...path, 'type'] })
  }
}

export function* oneDatabase({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    if (!app.database || (app.replicas ?? 1) < 2) continue
    yield fault({ rule: 'shared-volume', message: `${app.name} has ${String(app.replicas)} replicas, and two databases must never run on one volume`, help: 'use one replica, or 0 to park it', path: [...path, 'replicas'] })
  }
}

/** The template decides over these: a password of another origin would lock out everybody who was given the right one. */
export function* envOfTemplate({ apps }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    for (const [name, value] of Object.entries(app.database?.template.env ?? {})) {
      if (!Object.hasOwn(app.env, name)) continue
      const help = isSecret(value) ? 'remove it: the password is made by Mist, and `{from: …}` hands it to other apps' : 'remove it; what can be chosen stands in `with`'
      yield fault({ rule: 'template-env', message: `${name} of ${app.name} follows from its template`, help, path: [...path, 'env', name], on: 'key' })
    }
  }
}
