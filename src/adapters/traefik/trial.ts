/**
 * What Traefik refuses takes the place of what serves: so rules and middlewares that are new are shown to it first, in a file of their
 * own whose routers match no request. Servers may change without that, and a route that comes back was tried before.
 */
import { stringify } from 'yaml'
import { canonicalJson } from '../../model/fingerprint.js'
import type { RouteContent } from '../../model/state.js'
import type { Standing } from './confirm.js'
import { standingOf } from './confirm.js'
import type { Crowd } from './crowd.js'
import type { RouteFile } from './dynamic-config.js'
import { STRINGIFY } from './dynamic-config.js'
import type { RouteFiles } from './files.js'
import type { HttpSection, Router } from './http-section.js'
import { httpSection } from './http-section.js'
import { isTrialFile, routeFile, trialName } from './names.js'

export type Doubt = Exclude<Standing, { readonly kind: 'serving' }>

export interface Trials {
  /** Why the file must not take the place of what is there. Undefined: it may, or nothing is there that could be lost. */
  doubt(file: RouteFile, there: RouteContent | undefined, signal: AbortSignal): Promise<Doubt | undefined>
  /** Traefik serves it. */
  prove(file: RouteFile): void
  /** Removes what a killed process left. */
  sweep(): Promise<void>
}

export interface TrialTools {
  readonly instance: string
  readonly files: RouteFiles
  readonly crowd: Crowd
  readonly deadlineMs: number
}

export function createTrials({ instance, files, crowd, deadlineMs }: TrialTools): Trials {
  const proven = new Map<string, readonly string[]>()
  const active = new Set<string>()
  const remember = (name: string, content: RouteContent): void => {
    const digest = digestOf(content)
    proven.set(name, [digest, ...(proven.get(name) ?? []).filter((one) => one !== digest)].slice(0, KEPT))
  }

  async function tried({ name, content }: RouteFile, signal: AbortSignal): Promise<Standing> {
    const trial = trialName(name)
    const section = trialSection(httpSection(name, content), { name, trial })
    active.add(routeFile(trial))
    try {
      await files.write(routeFile(trial), `# Written by Mist (instance ${instance}) to try a route. It matches no request.\n${stringify({ http: section }, STRINGIFY)}`)
      // A Traefik that does not answer is no reason to wait: who confirms the route will tell.
      return await crowd.wait((things) => standingOf(things, section, signal).then((standing) => (standing.kind === 'unreachable' ? { kind: 'serving' } : standing)), { deadlineMs, signal })
    } finally {
      await files.remove(routeFile(trial))
      active.delete(routeFile(trial))
    }
  }

  return {
    doubt: async (file, there, signal) => {
      if (there === undefined) return undefined
      remember(file.name, there)
      if (proven.get(file.name)?.includes(digestOf(file.content))) return undefined
      const standing = await tried(file, signal)
      return standing.kind === 'serving' ? undefined : standing
    },
    prove: ({ name, content }) => { remember(name, content) },
    sweep: async () => {
      const left = (await files.list()).filter((file) => isTrialFile(instance, file) && !active.has(file))
      for (const file of left) await files.remove(file)
    },
  }
}

/** Versions of a route that are known to be taken: those of the releases that it may go back to. */
const KEPT = 8

/** Of what Traefik may refuse. Certificates were read before; servers are beyond doubt: they are made of a name or an address, and a port. */
function digestOf({ rules, entryPoint, secure, responseTimeoutMs, errorPage }: RouteContent): string {
  return canonicalJson({ rules: rules.map(({ certificate: _, ...rule }) => rule), entryPoint, secure, responseTimeoutMs, page: errorPage && [errorPage.path, errorPage.statuses] })
}

/** No name ends like that, by a rule of the net. */
const NOWHERE = 'Host(`trial.invalid`)'

function trialSection(section: HttpSection, { name, trial }: { readonly name: string; readonly trial: string }): HttpSection {
  // All names in a section begin with that of the route.
  const renamed = JSON.parse(JSON.stringify(section).replaceAll(`"${name}`, `"${trial}`)) as HttpSection
  return { ...renamed, routers: Object.fromEntries(Object.entries(renamed.routers).map(([key, router]) => [key, nowhere(router)])) }
}

/** Without a resolver: nobody may be asked to certify the name. */
function nowhere({ tls, ...router }: Router): Router {
  return { ...router, rule: `${NOWHERE} && (${router.rule})`, ...(tls && { tls: { options: 'default' } }) }
}
