/**
 * Key pairs of apps as files for the managed Traefik, beside those of the operator. They are held in memory by their mark until a route
 * names one, are put back when a hand was there, and go when no route names them any more.
 */
import { X509Certificate, createHash } from 'node:crypto'
import { chmodSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { Failure } from '../../model/failure.js'
import { failure } from '../../model/failure.js'
import type { HeldPair, PairTexts } from '../../model/key-pair.js'
import { tidyPair } from '../../model/key-pair.js'
import type { RouteRule } from '../../model/resource.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import { INSIDE, MAX_PEM_BYTES, put, readText } from './certificates.js'
import type { RouteFiles } from './files.js'
import { appOfRoute } from './names.js'

export interface Named {
  readonly app: string
  readonly rules: readonly RouteRule[]
}

export interface KeyPairs {
  hold(pairs: readonly HeldPair[]): void
  /** Lays down what a route names, before the route does. Throws what the file system throws. */
  lay(route: Named): Result<void>
  /** True when Traefik has to read a pair again. */
  heal(files: RouteFiles): Promise<boolean>
}

export function createKeyPairs({ instance, folder }: { readonly instance: string; readonly folder: string | undefined }): KeyPairs {
  const held = new Map<string, PairTexts>()

  function hold(pairs: readonly HeldPair[]): void {
    for (const pair of pairs) {
      const name = pairName(pair.app, pair.host, pair.mark)
      const tidy = held.get(name) ?? tidyPair(pair)
      if (tidy === undefined) continue
      held.delete(name)
      held.set(name, tidy)
      const others = [...held.keys()].filter((one) => placeOf(one) === placeOf(name))
      for (const old of others.slice(0, -KEPT)) held.delete(old)
    }
  }

  function lay({ app, rules }: Named): Result<void> {
    for (const { name, host } of namedBy({ app, rules })) {
      const fault = folder === undefined ? elsewhere(app, host) : layOne(folder, { name, host, texts: held.get(name) })
      if (fault) return err(fault)
    }
    return ok(undefined)
  }

  async function heal(files: RouteFiles): Promise<boolean> {
    if (folder === undefined || (held.size === 0 && pairFiles(folder).length === 0)) return false
    const routes = (await files.list()).filter((file) => appOfRoute(instance, file.replace(/\.yml$/, '')) !== undefined)
    const texts = await Promise.all(routes.map((file) => files.read(file)))
    const named = new Set(texts.flatMap((text) => text?.match(NAMES) ?? []))
    removeUnnamed(folder, named)
    return [...named].map((name) => mend(folder, name, held.get(name))).includes('mended')
  }

  return { hold, lay, heal }
}

/** What a route file says of them; undefined when it names none. */
export function tlsSection(route: Named): { readonly certificates: readonly { readonly certFile: string; readonly keyFile: string }[] } | undefined {
  const names = namedBy(route).map(({ name }) => name)
  return names.length === 0 ? undefined : { certificates: names.map((name) => ({ certFile: `${INSIDE}/${name}.crt`, keyFile: `${INSIDE}/${name}.key` })) }
}

/** The mark in the names of files that a text gives for a host; undefined when there is none. */
export function markIn(names: readonly string[], { app, host }: { readonly app: string; readonly host: string }): string | undefined {
  const start = `${INSIDE}/${placeName(app, host)}-`
  return names.find((name) => name.startsWith(start))?.slice(start.length).replace(/\.crt$/, '')
}

/** Of the release that runs and of one that it may go back to. */
const KEPT = 2
const NAMES = /\bk[0-9a-f]{8}-[0-9a-f]{16}(?=\.crt)/g
/** Somebody else of this host may just have laid it down for a route that is about to name it. */
const FRESH_MS = 60_000

function namedBy({ app, rules }: Named): readonly { readonly name: string; readonly host: string }[] {
  const names = new Map(rules.flatMap(({ host, certificate }) => (certificate === undefined ? [] : [[pairName(app, host, certificate), host] as const])))
  return [...names].map(([name, host]) => ({ name, host }))
}

function pairName(app: string, host: string, mark: string): string {
  return `${placeName(app, host)}-${mark}`
}

function placeName(app: string, host: string): string {
  return `k${createHash('sha256').update(`${app}\n${host}`).digest('hex').slice(0, 8)}`
}

function placeOf(name: string): string {
  return name.slice(0, name.indexOf('-'))
}

function elsewhere(app: string, host: string): Failure {
  return failure('route-rejected', { subject: `cannot write route ${app}`, cause: `${host} has a certificate of its own, and a proxy that Mist does not run keeps its certificates itself`, help: 'Write `tls: true`, and give the certificate to that Traefik.' })
}

/** One that is served and ends meanwhile stays: a release must not fail for it. A new one has to be good. */
function layOne(folder: string, { name, host, texts }: { readonly name: string; readonly host: string; readonly texts: PairTexts | undefined }): Failure | undefined {
  const subject = `cannot serve ${host} with its own certificate`
  const there = readText(join(folder, `${name}.crt`), MAX_PEM_BYTES)
  if (texts === undefined) return there === '' ? failure('secret-missing', { subject, cause: 'its key pair is not at hand', help: 'The next look asks for its secrets again.' }) : undefined
  const { validFrom, validTo } = new X509Certificate(texts.cert)
  if (there === '' && Date.parse(validTo) <= Date.now()) return failure('secret-invalid', { subject, cause: `it ended at ${new Date(validTo).toISOString()}`, help: 'What was served stays. Set the secrets of a newer one.' })
  if (there === '' && Date.parse(validFrom) > Date.now()) return failure('secret-invalid', { subject, cause: `it begins at ${new Date(validFrom).toISOString()}`, help: 'What was served stays. Set it when it has begun.' })
  mend(folder, name, texts)
  const now = new Date()
  for (const path of pathsOf(folder, name)) utimesSync(path, now, now)
  return undefined
}

function mend(folder: string, name: string, texts: PairTexts | undefined): 'mended' | 'left' {
  if (texts === undefined) return 'left'
  const [cert, key] = pathsOf(folder, name)
  const isWhole = readText(cert, MAX_PEM_BYTES) === texts.cert && readText(key, MAX_PEM_BYTES) === texts.key
  if (!isWhole) {
    put(key, texts.key)
    put(cert, texts.cert)
  }
  for (const path of [key, cert]) if ((statSync(path).mode & 0o777) !== 0o600) chmodSync(path, 0o600)
  return isWhole ? 'left' : 'mended'
}

function pathsOf(folder: string, name: string): readonly [string, string] {
  return [join(folder, `${name}.crt`), join(folder, `${name}.key`)]
}

function removeUnnamed(folder: string, named: ReadonlySet<string>): void {
  for (const file of pairFiles(folder)) {
    const path = join(folder, file)
    if (!named.has(file.slice(0, file.indexOf('.'))) && Date.now() - statSync(path).mtimeMs > FRESH_MS) rmSync(path, { force: true })
  }
}

function pairFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^k[0-9a-f]{8}-[0-9a-f]{16}\.(crt|key)$/.test(name))
  } catch {
    return []
  }
}
