/** Waits for something to happen on the engine or in mistd's log, to strike at that very moment. */
import { spawn } from 'node:child_process'
import { labEnv } from '../../lab/fixtures.js'
import { adopt } from './children.js'

export interface EventCounter {
  readonly count: () => number
  readonly stop: () => void
}

/** Counts what the engine does with containers of an instance, from now on. */
export function countEngineEvents(instance: string): EventCounter {
  const env = { ...process.env, DOCKER_HOST: labEnv().dockerHost }
  const child = adopt(spawn('docker', ['events', '--filter', `label=mist.instance=${instance}`, '--format', '{{.Action}}'], { stdio: ['ignore', 'pipe', 'ignore'], env }))
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => { seen += text.split('\n').length - 1 })
  return { count: () => seen, stop: () => { child.kill('SIGKILL') } }
}

export interface EngineWatch {
  /** As `start shop-web-…`. */
  readonly changes: () => readonly string[]
  readonly stop: () => void
}

/** What the engine does with containers of an instance, from now on, one after the other. */
export function watchEngine(instance: string): EngineWatch {
  const env = { ...process.env, DOCKER_HOST: labEnv().dockerHost }
  const words = ['events', '--since', String(Date.now() / 1_000), '--filter', 'type=container', '--filter', `label=mist.instance=${instance}`]
  const child = adopt(spawn('docker', [...words, '--format', '{{.Action}} {{.Actor.Attributes.name}}'], { stdio: ['ignore', 'pipe', 'ignore'], env }))
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { told += text })
  return { changes: () => told.split('\n').slice(0, -1), stop: () => { child.kill('SIGKILL') } }
}

export interface LoggedEvent {
  readonly event: string
  readonly time: string
  readonly [field: string]: unknown
}

/** The events in a log of mistd; lines that are none are passed over. */
export function eventsIn(log: string): readonly LoggedEvent[] {
  return log.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return []
    return [JSON.parse(line) as LoggedEvent]
  })
}
