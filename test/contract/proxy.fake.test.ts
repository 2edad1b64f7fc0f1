/** The proxy contract on the fake: what unit tests rely on is what Traefik does. */
import type { RouteContent } from '../../src/model/state.js'
import { createClock } from '../fakes/clock.js'
import { createFaultLine } from '../fakes/faults.js'
import { createFakeProxy, createTraefik } from '../fakes/proxy.js'
import type { ProxyBench } from './proxy-suite.js'
import { proxyContract } from './proxy-suite.js'

function fakeBench(): ProxyBench {
  const clock = createClock('auto')
  const line = createFaultLine(clock)
  const traefik = createTraefik(clock, () => true)
  const instance = 'default'
  let visits = 0
  return {
    instance,
    proxy: createFakeProxy({ traefik, clock, instance, line, life: line.newLife(), addressOf: () => undefined }),
    app: (name) => Promise.resolve({ container: `app-${name}`, port: 80 }),
    visit: (host, path) => {
      visits += 1
      return Promise.resolve(answer([...traefik.serving().values()], { host, path, visits }))
    },
    spoil: (route, how) => {
      const file = traefik.files.get(route)
      traefik.touch()
      if (how === 'delete') traefik.files.delete(route)
      else if (file) traefik.files.set(route, { ...file, content: undefined, canonical: false })
      return Promise.resolve()
    },
    close: () => Promise.resolve(),
  }
}

interface Visit {
  readonly host: string
  readonly path: string
  readonly visits: number
}

/** As Traefik routes: the longest prefix wins, servers take turns. */
function answer(served: readonly RouteContent[], { host, path, visits }: Visit): string {
  const [pathname = '/'] = path.split('?')
  const fits = (prefix: string): boolean => prefix === '/' || pathname === prefix || pathname.startsWith(`${prefix}/`)
  const matches = served.flatMap((content) => content.rules.filter((rule) => rule.host === host && fits(rule.pathPrefix)).map((rule) => ({ rule, content })))
  const [best] = matches.sort((a, b) => b.rule.pathPrefix.length - a.rule.pathPrefix.length)
  if (!best) return '404'
  if (best.rule.kind === 'redirect') return `-> ${best.rule.toHost}${path}`
  const url = best.content.servers[visits % best.content.servers.length]
  return url ? new URL(url).hostname.replace(/^app-/, '') : '503'
}

proxyContract('the fake', () => Promise.resolve(fakeBench()))
