/**
 * What tests leave on the engine: found by the instance label, named, removed. The name of a test's instance says which run
 * made it, so a run never touches what another, living run made.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dockerTries } from './docker.js'

const LABEL = 'mist.instance'
const PREFIX = 'test-'
const RUN_VARIABLE = 'MIST_LAB_RUN'

const KINDS = [
  { kind: 'container', list: ['ps', '--all'], format: '{{.Names}}' },
  { kind: 'network', list: ['network', 'ls'], format: '{{.Name}}' },
  { kind: 'volume', list: ['volume', 'ls'], format: '{{.Name}}' },
  { kind: 'image', list: ['image', 'ls', '--all'], format: '{{.ID}}' },
] as const

type Kind = (typeof KINDS)[number]['kind']

export interface Leftover {
  readonly kind: Kind
  readonly name: string
  readonly instance: string
}

/** An instance that no other test and no other run has. */
export function uniqueInstance(): string {
  return `${PREFIX}${runNumber().toString(36)}-${randomBytes(4).toString('hex')}`
}

/** Names this process as the one that answers for all instances that its test workers make. */
export function beginRun(): void {
  process.env[RUN_VARIABLE] = String(process.pid)
}

/** Removes every container, network, volume and image of one instance. */
export async function sweep(instance: string): Promise<readonly Leftover[]> {
  const found = await leftoversOf(instance)
  await remove(found)
  return found
}

/** Removes what this run has left, and names it. */
export async function sweepThisRun(): Promise<readonly Leftover[]> {
  const found = (await allTestObjects()).filter(({ instance }) => ownerOf(instance) === runNumber())
  await remove(found)
  return found
}

/** Removes what runs have left that were killed; what has no run in its name was made by hand and stays. */
export async function sweepDeadRuns(): Promise<readonly Leftover[]> {
  const found = (await allTestObjects()).filter(({ instance }) => isDead(ownerOf(instance)))
  await remove(found)
  return found
}

async function leftoversOf(instance: string): Promise<readonly Leftover[]> {
  return (await allTestObjects(`${LABEL}=${instance}`)).filter((one) => one.instance === instance)
}

async function allTestObjects(filter = LABEL): Promise<readonly Leftover[]> {
  const lists = await Promise.all(KINDS.map((kind) => objectsOf(kind, filter)))
  return lists.flat().filter(({ instance }) => instance.startsWith(PREFIX))
}

async function objectsOf({ kind, list, format }: (typeof KINDS)[number], filter: string): Promise<readonly Leftover[]> {
  if (kind === 'image') return imagesOf(filter)
  const { stdout } = await dockerTries([...list, '--filter', `label=${filter}`, '--format', `${format}\t{{.Label "${LABEL}"}}`])
  return rows(stdout).map(([name = '', instance = '']) => ({ kind, name, instance }))
}

/** The list of images cannot show labels, so they are asked for one by one. */
async function imagesOf(filter: string): Promise<readonly Leftover[]> {
  const { stdout } = await dockerTries(['image', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${filter}`])
  const ids = [...new Set(rows(stdout).map(([id = '']) => id))]
  if (ids.length === 0) return []
  const inspected = await dockerTries(['image', 'inspect', '--format', `{{.Id}}\t{{index .Config.Labels "${LABEL}"}}`, ...ids])
  return rows(inspected.stdout).map(([name = '', instance = '']) => ({ kind: 'image', name, instance }))
}

/** Containers first: they hold the others. What is gone already is what was asked for. */
async function remove(found: readonly Leftover[]): Promise<void> {
  const named = (kind: Kind): readonly string[] => found.filter((one) => one.kind === kind).map(({ name }) => name)
  const containers = named('container')
  if (containers.length > 0) await dockerTries(['rm', '--force', '--volumes', ...containers])
  for (const network of named('network')) await removeNetwork(network)
  for (const volume of named('volume')) await dockerTries(['volume', 'rm', '--force', volume])
  for (const image of named('image')) await dockerTries(['rmi', '--force', image])
}

/** A proxy of another instance may still be attached, and an attached network cannot be removed. */
async function removeNetwork(name: string): Promise<void> {
  const { stdout } = await dockerTries(['network', 'inspect', '--format', '{{range $id, $_ := .Containers}}{{$id}}\n{{end}}', name])
  for (const [id = ''] of rows(stdout)) await dockerTries(['network', 'disconnect', '--force', name, id])
  await dockerTries(['network', 'rm', name])
}

function rows(text: string): readonly (readonly string[])[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => line.split('\t'))
}

function runNumber(): number {
  return Number(process.env[RUN_VARIABLE] ?? process.pid)
}

function ownerOf(instance: string): number | undefined {
  const text = /^test-([0-9a-z]+)-[0-9a-f]{8}$/.exec(instance)?.[1]
  return text === undefined ? undefined : Number.parseInt(text, 36)
}

function isDead(owner: number | undefined): boolean {
  return owner !== undefined && !existsSync(`/proc/${String(owner)}`)
}
