/**
 * What a spec says although its image says the same. An inspection shows image and container merged, so for these fields alone
 * a label keeps apart "given, and equal" from "not given". It decides no difference: either way the effective value is the same.
 */
import type { ContainerSpec, HealthCheckSpec } from '../../../model/resource.js'
import { readHealthCheck, sameHealthCheck } from './health-check.js'
import type { WireConfig } from '../wire.js'

export const LABEL_RESTATED = 'mist.restated'

/** What an image brings along. */
export interface ImageContribution {
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly entrypoint: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** Mount points for which the engine makes anonymous volumes. */
  readonly volumes: readonly string[]
  readonly healthCheck?: HealthCheckSpec
}

export const NO_CONTRIBUTION: ImageContribution = { env: {}, command: [], entrypoint: [], labels: {}, volumes: [] }

export function readContribution(config: WireConfig | null | undefined): ImageContribution {
  if (!config) return NO_CONTRIBUTION
  const healthCheck = readHealthCheck(config.Healthcheck)
  return {
    env: readEnv(config.Env),
    command: config.Cmd ?? [],
    entrypoint: config.Entrypoint ?? [],
    labels: config.Labels ?? {},
    volumes: Object.keys(config.Volumes ?? {}),
    ...(healthCheck && { healthCheck }),
  }
}

export function readEnv(lines: readonly string[] | null | undefined): Record<string, string> {
  const entries = (lines ?? []).map((line): [string, string] => {
    const equals = line.indexOf('=')
    return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)]
  })
  return Object.fromEntries(entries)
}

/** Names like `env.PATH`, `label.tier`, `command`, `entrypoint`, `health`; empty for nearly every container. */
export function restatedFields(spec: ContainerSpec, image: ImageContribution): readonly string[] {
  return [
    ...sameEntries(spec.env, image.env).map((name) => `env.${name}`),
    ...sameEntries(spec.labels, image.labels).map((name) => `label.${name}`),
    ...(spec.entrypoint && sameList(spec.entrypoint, image.entrypoint) ? ['entrypoint'] : []),
    ...(spec.command && sameList(spec.command, defaultCommand(spec.entrypoint, image)) ? ['command'] : []),
    ...(spec.healthCheck && sameHealthCheck(spec.healthCheck, image.healthCheck) ? ['health'] : []),
  ].sort()
}

/** An entrypoint that is given makes the engine forget the command of the image. */
export function defaultCommand(entrypoint: readonly string[] | undefined, image: ImageContribution): readonly string[] {
  return entrypoint ? [] : image.command
}

/** Undefined when there is nothing to say. An image that carries the label itself is always answered, lest its word count. */
export function restatedLabel(fields: readonly string[], image: ImageContribution): string | undefined {
  return fields.length > 0 || LABEL_RESTATED in image.labels ? JSON.stringify(fields) : undefined
}

/** A label that came with the image says nothing about the spec. */
export function readRestated(labels: Readonly<Record<string, string>>, image: ImageContribution): ReadonlySet<string> {
  const text = labels[LABEL_RESTATED]
  if (text === undefined || text === image.labels[LABEL_RESTATED]) return new Set()
  try {
    const value: unknown = JSON.parse(text)
    return new Set(Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
  } catch {
    return new Set()
  }
}

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

function sameEntries(given: Readonly<Record<string, string>>, image: Readonly<Record<string, string>>): string[] {
  return Object.keys(given).filter((name) => Object.hasOwn(image, name) && image[name] === given[name])
}
