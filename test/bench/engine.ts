/** The product's own engine in this process, joined to the real adapters: a pass without the start-up of a program around it. */
import { readFileSync } from 'node:fs'
import { compose, type Composed } from '../../src/compose.js'
import { EMPTY_MEMORY } from '../../src/engine/memory.js'
import { reconcile, type Pass } from '../../src/engine/reconcile.js'
import { loadSettings } from '../../src/settings.js'
import { until } from '../support/until.js'

export interface InProcess {
  /** One pass as the loop would make it; keeps its memory for the next one. */
  readonly pass: (freshness: 'cached' | 'live') => Promise<Pass>
  /** A person's word that this commit may delete most apps. */
  readonly confirmDeletion: (commit: string) => void
  readonly close: () => Promise<void>
}

export async function openInProcess(settingsFile: string): Promise<InProcess> {
  const settings = loadSettings({ path: settingsFile, text: readFileSync(settingsFile, 'utf8') }, {})
  if (!settings.ok) throw new Error(settings.error.map(({ message }) => message).join('\n'))
  const composed = compose(settings.value, () => undefined)
  if (!composed.ok) throw new Error(`${composed.error.subject}: ${composed.error.cause}`)
  const stopping = new AbortController()
  const events = listen(composed.value, stopping.signal)
  await until('the engine sends events', events.isConnected)
  let memory = EMPTY_MEMORY
  return {
    pass: async (freshness) => {
      const pass = await reconcile(composed.value.ports, composed.value.config, { trigger: 'poll', fetch: 'remote', freshness, memory }, stopping.signal)
      memory = pass.memory
      const trouble = pass.run.failure ?? pass.run.outcomes.flatMap((one) => (one.result === 'failed' ? [one.failure] : []))[0]
      if (trouble) throw new Error(`${trouble.subject}: ${trouble.cause}`)
      return pass
    },
    confirmDeletion: (commit) => { composed.value.ports.store.confirmDeletion(commit, composed.value.ports.clock.nowIso()) },
    close: async () => {
      stopping.abort()
      await events.ended
      await composed.value.close()
    },
  }
}

/** Inspections may be cached only while the engine's events are heard, as they are in mistd. */
function listen({ ports }: Composed, signal: AbortSignal): { readonly isConnected: () => boolean; readonly ended: Promise<void> } {
  let isConnected = false
  const hear = async (): Promise<void> => {
    for await (const event of ports.runtime.events(signal)) if (event.kind === 'connected') isConnected = true
  }
  return { isConnected: () => isConnected, ended: hear() }
}
