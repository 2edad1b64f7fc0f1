/** What lies in the watched directory and, when its API answers, what Traefik makes of it. Changes nothing. */
import type { AppKey } from '../../model/resource.js'
import { failure } from '../../model/failure.js'
import type { Result } from '../../model/result.js'
import { err, ok } from '../../model/result.js'
import type { ObservedRoute } from '../../model/state.js'
import type { ProxyReader } from '../../ports.js'
import type { ApiState, TraefikApi } from './api.js'
import type { TlsFiles } from './certificates.js'
import { readCertificates } from './certificates.js'
import { standingIn } from './confirm.js'
import { readRouteText } from './dynamic-config.js'
import type { RouteFiles } from './files.js'
import { httpSection } from './http-section.js'
import { appOfRoute } from './names.js'

export interface ObserverOptions {
  readonly instance: string
  readonly files: RouteFiles
  readonly api?: TraefikApi
  /** Absent in external mode: somebody else keeps the certificates. */
  readonly tls?: TlsFiles
}

interface Understood {
  readonly text: string
  readonly route: ObservedRoute
}

interface Told {
  readonly state: ApiState
  readonly route: ObservedRoute
}

export function createObserver(options: ObserverOptions): Omit<ProxyReader, 'stray' | 'hold'> {
  const { instance, files, api } = options
  // Every file is read at every look; the same bytes say the same, and understanding them is most of the work of a pass that changes nothing.
  let understood: ReadonlyMap<string, Understood> = new Map()
  // So does the same file beside the same answer.
  const told = new WeakMap<ObservedRoute, Told>()

  async function observe(signal: AbortSignal): Promise<Result<readonly ObservedRoute[]>> {
    try {
      const own = (await files.list()).filter((file) => file.endsWith('.yml')).flatMap((file) => {
        const name = file.slice(0, -'.yml'.length)
        const app = appOfRoute(instance, name)
        return app === undefined ? [] : [{ name, app, file }]
      })
      // Asked before the files are read: it answers meanwhile.
      const asked = api === undefined || own.length === 0 ? undefined : api.state(signal)
      const found = (await Promise.all(own.map(async (item) => readOne(item)))).filter((one) => one !== undefined)
      understood = new Map(found.map((one) => [one.route.name, one]))
      // An API that is silent says nothing about the files: `served` stays absent.
      const state = await asked
      return ok(found.map(({ route }) => (state?.ok ? withServed(route, state.value) : route)))
    } catch (error) {
      return err(failure('observation-incomplete', { subject: 'cannot read the routes', cause: error instanceof Error ? error.message : 'the directory cannot be read', help: 'Check the directory of the proxy and its owner.' }))
    }
  }

  async function readOne(item: { readonly name: string; readonly app: AppKey; readonly file: string }): Promise<Understood | undefined> {
    const text = await files.read(item.file)
    if (text === undefined) return undefined
    const known = understood.get(item.name)
    return known?.text === text ? known : { text, route: { name: item.name, app: item.app, ...readRouteText(text, { name: item.name, instance, app: item.app }) } }
  }

  function withServed(route: ObservedRoute, state: ApiState): ObservedRoute {
    const known = told.get(route)
    if (known?.state === state) return known.route
    const served = { ...route, served: servedOf(state, route) }
    told.set(route, { state, route: served })
    return served
  }

  return { observe, certificates: () => Promise.resolve(options.tls && readCertificates(options.tls)) }
}

function servedOf(state: ApiState, route: ObservedRoute): NonNullable<ObservedRoute['served']> {
  if (route.content === undefined) return state.routers.has(`${route.name}-0`) ? 'serving' : 'missing'
  const standing = standingIn(state, httpSection(route.name, route.content))
  if (standing.kind === 'serving') return 'serving'
  return standing.kind === 'refused' ? 'error' : 'missing'
}
