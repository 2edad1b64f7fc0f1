/** Secrets as env: said once, in one of the two ways; and there, as far as the file of secrets tells. */
import type { Finding } from '../finding.js'
import { fault, hint } from '../finding.js'
import { secretNeeds } from '../secret-needs.js'
import type { RuleContext } from './context.js'

/** `secrets: [A]` is the short form of `env: { A: { secret: A } }`, so beside an `A` in env one of the two would be lost. */
export function* secretsOnce({ apps, isWritten }: RuleContext): Iterable<Finding> {
  for (const { app, path } of apps) {
    for (const [index, name] of app.secrets.entries()) {
      const other = [...path, 'env', name]
      if (!isWritten(other)) continue
      yield fault({ rule: 'secret-conflict', message: `${name} stands in env and in secrets`, help: 'keep one of the two', path: [...path, 'secrets', index], related: [{ path: other, message: 'and here', on: 'key' }] })
    }
  }
}

/** Only a warning: a host may hold the value itself, and goes before the file. */
export function* secretsThere({ manifest, secretsFile, secretUses }: RuleContext): Iterable<Finding> {
  if (!secretsFile || manifest.secrets === undefined) return
  const { fault: wrong, names } = secretsFile
  const file = manifest.secrets
  if (wrong !== undefined) yield hint({ rule: 'secrets-file', message: `${file} ${wrong}`, help: 'apps that need a secret from it are left as they run; mistctl secret set NAME begins one', path: ['secrets'] })
  if (names === undefined) return
  const missing = new Set(secretNeeds(manifest).flatMap(({ name }) => (names.includes(name) ? [] : [name])))
  for (const { name, path } of missing.size === 0 ? [] : secretUses()) {
    if (!missing.delete(name)) continue
    yield hint({ rule: 'secret-missing', message: `the secret ${name} is not in ${file}`, help: `put it there with: mistctl secret set ${name}. A host that holds it itself needs no more`, path })
  }
}
