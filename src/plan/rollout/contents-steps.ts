/**
 * When something is put into a running database. Passwords change in the server that still runs, before anything is stopped for them: if
 * it refuses, nothing else has happened. What is declared is made once the new one is there, after the point of no return: a database
 * stays up, whatever becomes of its contents.
 */
import type { ContainerSpec } from '../../model/resource.js'
import type { ObservedContainer } from '../../model/state.js'
import type { Step } from '../../model/step.js'
import type { LiveChange, Rollout } from './rollout.js'

export function rotationSteps({ fresh, leaving }: Rollout): readonly Step[] {
  const [next] = fresh
  if (!next?.contents) return []
  return leaving.filter((live) => live.state === 'running' && passwordsDiffer(next, live)).map((live) => fillStep(next, live.engineId, heldPasswords(next, live)))
}

/** Nothing follows that could be taken back. */
export function fillSteps({ fresh, leaving }: Rollout): readonly Step[] {
  return fresh.filter((spec) => spec.contents?.isDeclared || leaving.some((live) => passwordsDiffer(spec, live))).map((spec) => ({
    ...fillStep(spec, spec.name, leaving.flatMap((live) => heldPasswords(spec, live))),
    pointOfNoReturn: true,
  }))
}

/** Of a container that stays. */
export function refillSteps({ fields, spec, live }: LiveChange): readonly Step[] {
  return fields.some(({ field }) => field === 'contents') ? [fillStep(spec, live.engineId, heldPasswords(spec, live))] : []
}

function fillStep(container: ContainerSpec, at: string, held: readonly string[]): Step {
  const { app, contents } = container
  if (!contents) throw new Error(`${app} has no contents`)
  return { effect: { do: 'fill-database', app, container: at, contents, held: () => held }, undo: [] }
}

function passwordsDiffer({ contents, env }: ContainerSpec, live: ObservedContainer): boolean {
  return (contents?.passwordEnv ?? []).some((name) => live.env[name] !== env[name])
}

/** What the server was told when its container was made. */
function heldPasswords({ contents }: ContainerSpec, live: ObservedContainer): readonly string[] {
  return (contents?.passwordEnv ?? []).flatMap((name) => live.env[name] ?? [])
}
