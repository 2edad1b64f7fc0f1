/**
 * Addresses of repositories and names of refs. They end up as arguments of git, so what is not plainly an https or ssh
 * address is refused by its form: option look-alikes, other transports, control characters, passwords.
 */
import { err, ok } from '../../model/result.js'
import type { Form, FormProblem } from './form.js'

export interface GitAddress {
  readonly url: string
  /** Empty: the default branch of the remote. */
  readonly ref: string
}

/** `url#ref`, or the url alone. */
export function parseGit(text: string): Form<GitAddress> {
  const hash = text.indexOf('#')
  if (hash < 0) return ok({ url: text, ref: '' })
  const ref = text.slice(hash + 1)
  return ref === '' ? err({ rule: 'git-ref', message: 'nothing stands behind the #', help: 'write the branch or tag, or leave out the #' }) : ok({ url: text.slice(0, hash), ref })
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const HOST = `${LABEL}(?:\\.${LABEL}){0,20}`
const PATH = '[A-Za-z0-9._~/+%@-]{1,300}'
const USER = '[A-Za-z0-9_][A-Za-z0-9._-]{0,60}'
const HTTPS = new RegExp(`^https://${HOST}(?::[1-9][0-9]{0,4})?/${PATH}$`)
const SSH = new RegExp(`^ssh://(?:${USER}@)?${HOST}(?::[1-9][0-9]{0,4})?/${PATH}$`)
/** `git@host:path`, which ssh itself calls scp-like. */
const SCP = new RegExp(`^${USER}@${HOST}:(?!-)${PATH}$`)
const FILE = new RegExp(`^file:///${PATH}$`)

export type Transport = 'https' | 'ssh' | 'file'

/** The transport of an acceptable address. `file` is of use to those alone whom the host allows it. */
export function transportOf(url: string): Form<Transport> {
  if (/[\u0000-\u0020\u007f-\uffff]/.test(url)) return refuse('it holds a space, a control character or a letter beyond ASCII', 'write such characters as %XX')
  if (url.startsWith('-')) return refuse('it begins with a hyphen', ADDRESS_HELP)
  if (url.includes('..')) return refuse('it holds `..`', 'write the address without detours')
  if (HTTPS.test(url)) return ok('https')
  if (SSH.test(url) || SCP.test(url)) return ok('ssh')
  if (FILE.test(url)) return ok('file')
  return err(reasonOf(url))
}

const LOCAL_HTTP = new RegExp(`^http://(?:127\\.0\\.0\\.1|localhost)(?::[1-9][0-9]{0,4})?/(?:${PATH})?$`)

/** What never leaves the machine cannot be read on its way: the operator may name a git server on loopback without TLS. */
export function isLocalHttp(url: string): boolean {
  return LOCAL_HTTP.test(url) && !url.includes('..')
}

const ADDRESS_HELP = 'write https://host/path.git, ssh://git@host/path.git or git@host:path.git'

/** What the address probably was meant to be, the most telling sign first. */
function reasonOf(url: string): FormProblem {
  const sign = SIGNS.find(([form]) => form.test(url))
  return sign === undefined ? problem('it has an unknown form', ADDRESS_HELP) : problem(sign[1], sign[2] ?? ADDRESS_HELP)
}

const SIGNS: readonly (readonly [form: RegExp, cause: string, help?: string])[] = [
  [/^(?:https:\/\/[^/]*|[a-z+]+:\/\/[^/]*:[^/]*)@/i, 'it holds a user name or a password', 'credentials belong to the host: `credentials` in mistd.yaml'],
  [/^[a-z0-9-]+::/i, 'a remote helper would run a program'],
  [/^http:/i, 'http sends everything in the open', 'write https://'],
  [/^(?!https:|ssh:|file:)[a-z][a-z0-9+.-]*:\/\//i, 'its transport is neither https nor ssh'],
  [/^[./]/, 'a path is no address', 'to build a folder of this repository use `build:` without `git:`'],
]

function refuse(cause: string, help: string): Form<Transport> {
  return err(problem(cause, help))
}

function problem(cause: string, help: string): FormProblem {
  return { rule: 'git-url', message: `this address of a repository cannot be used: ${cause}`, help }
}

/** The rules of `git check-ref-format`, on top of a narrower set of characters. */
export function refProblem(ref: string): FormProblem | undefined {
  const cause = REF_RULES.find(([bad]) => bad.test(ref))?.[1]
  return cause === undefined ? undefined : { rule: 'git-ref', message: `this ref cannot be used: it ${cause}`, help: 'name a branch or a tag, such as main or v1.4.0' }
}

const REF_RULES: readonly (readonly [RegExp, string])[] = [
  [/^.{201,}$/s, 'has more than 200 characters'],
  [/^-/, 'begins with a hyphen'],
  [/[^A-Za-z0-9._/-]/, 'holds a character other than letters, digits and `. _ / -`'],
  [/\.\.|\/\/|\/\.|^[./]/, 'holds `..`, `//` or a part that begins with a dot'],
  [/[./]$/, 'ends with a dot or a slash'],
  [/\.lock(\/|$)/, 'has a part that ends in .lock'],
]
