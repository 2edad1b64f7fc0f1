/**
 * A small language for "exactly this and nothing else". A shape answers with the first thing it will not let through, or with
 * nothing. There is no shape for "anything".
 */
import { isRecord } from '../../../model/is-record.js'

export interface Refusal {
  /** Dotted path of the field, for example `HostConfig.Privileged`. */
  readonly field: string
  readonly why: string
}

export type Shape = (value: unknown, field: string) => Refusal | undefined

/** Text that matches from end to end; patterns are written with ^ and $. */
export function text(pattern: RegExp, why: string): Shape {
  return (value, field) => (typeof value === 'string' && pattern.test(value) ? undefined : { field, why })
}

export function oneOf(...allowed: readonly unknown[]): Shape {
  const words = allowed.map((item) => JSON.stringify(item)).join(' or ')
  return (value, field) => (allowed.includes(value) ? undefined : { field, why: `only ${words} is allowed` })
}

export function integer(from: number, to: number): Shape {
  const why = `only a whole number from ${String(from)} to ${String(to)} is allowed`
  return (value, field) => (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? undefined : { field, why })
}

/** For values that only the caller can judge; `why` speaks when it says no. */
export function granted(isGranted: (value: string) => boolean, why: string): Shape {
  return (value, field) => (typeof value === 'string' && isGranted(value) ? undefined : { field, why })
}

export function listOf(item: Shape, maxItems: number): Shape {
  return (value, field) => {
    if (!Array.isArray(value)) return { field, why: 'only a list is allowed' }
    if (value.length > maxItems) return { field, why: `more than ${String(maxItems)} items` }
    return first(value.map((one: unknown, index) => () => item(one, `${field}[${String(index)}]`)))
  }
}

/** Exactly these items in any order. */
export function exactly(...items: readonly string[]): Shape {
  const why = `only ${JSON.stringify(items)} is allowed`
  return (value, field) => {
    const isSame = Array.isArray(value) && value.length === items.length && items.every((item) => value.includes(item))
    return isSame ? undefined : { field, why }
  }
}

export function mapOf(key: Shape, value: Shape): Shape {
  return (input, field) => {
    if (!isRecord(input)) return { field, why: 'only a map is allowed' }
    return first(Object.entries(input).map(([name, item]) => () => key(name, join(field, name)) ?? value(item, join(field, name))))
  }
}

/** A map with fixed keys. A key that is in neither list is refused, whatever its value. */
export function record(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  const known = new Map([...Object.entries(required), ...Object.entries(optional)])
  return (input, field) => {
    if (!isRecord(input)) return { field, why: 'only a map is allowed' }
    const missing = Object.keys(required).find((name) => !Object.hasOwn(input, name))
    if (missing !== undefined) return { field: join(field, missing), why: 'it is missing' }
    return first(Object.entries(input).map(([name, item]) => () => {
      const shape = known.get(name)
      return shape ? shape(item, join(field, name)) : { field: join(field, name), why: 'this field is not on the allow-list' }
    }))
  }
}

export function all(...shapes: readonly Shape[]): Shape {
  return (value, field) => first(shapes.map((shape) => () => shape(value, field)))
}

function first(checks: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const check of checks) {
    const refusal = check()
    if (refusal) return refusal
  }
  return undefined
}

function join(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`
}
