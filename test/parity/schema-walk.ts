/**
 * Walks a JSON Schema, alone or beside a value: which properties are there, and which of them a value uses.
 * It knows the few keywords that Mist's schemas use and says so when it meets another way to nest.
 */
import { Ajv } from 'ajv'

export type Schema = Readonly<Record<string, unknown>>

/** A property of the schema: where it is defined (once, however often it is referred to), and a path to show. */
export interface Property {
  readonly pointer: string
  readonly path: string
  readonly schema: Schema
}

interface Place {
  readonly schema: Schema
  readonly pointer: string
  readonly path: string
}

const matcher = new Ajv({ strict: false })

/** Every property that the schema defines, in the order of the schema. */
export function schemaProperties(root: Schema): readonly Property[] {
  const found = new Map<string, Property>()
  const visited = new Set<string>()
  const visit = (place: Place): void => {
    const here = resolved(root, place)
    if (visited.has(here.pointer)) return
    visited.add(here.pointer)
    for (const property of ownProperties(here)) if (!found.has(property.pointer)) found.set(property.pointer, property)
    for (const next of [...ownProperties(here), ...elements(here), ...branches(here)]) visit(next)
  }
  visit({ schema: root, pointer: '#', path: '' })
  return [...found.values()]
}

/** The pointers of the properties that a value uses. */
export function usedProperties(root: Schema, value: unknown): ReadonlySet<string> {
  const used = new Set<string>()
  const visit = (place: Place, item: unknown): void => {
    const here = resolved(root, place)
    for (const branch of chosenBranches(here, item)) visit(branch, item)
    if (Array.isArray(item)) for (const element of item) for (const next of elements(here)) visit(next, element)
    if (!isMap(item)) return
    const own = ownProperties(here)
    for (const [key, child] of Object.entries(item)) {
      const property = own.find((candidate) => candidate.pointer.endsWith(`/properties/${key}`))
      if (property !== undefined) used.add(property.pointer)
      for (const next of property === undefined ? elements(here) : [property]) visit(next, child)
    }
  }
  visit({ schema: root, pointer: '#', path: '' }, value)
  return used
}

/** Follows references; remarks beside a `$ref` do not nest. */
function resolved(root: Schema, place: Place): Place {
  const reference = place.schema['$ref']
  if (typeof reference !== 'string') return place
  const target = reference.slice(2).split('/').reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), root)
  if (!isMap(target)) throw new Error(`the schema refers to ${reference}, which is not there`)
  return resolved(root, { schema: target, pointer: reference, path: place.path })
}

/** What the schema says of a property, its own remarks before those of the definition. */
export function remark(root: Schema, property: Property, keyword: string): unknown {
  return property.schema[keyword] ?? resolved(root, property).schema[keyword]
}

function ownProperties({ schema, pointer, path }: Place): readonly Property[] {
  return maps(schema['properties']).map(([key, child]) => ({ schema: child, pointer: `${pointer}/properties/${key}`, path: path === '' ? key : `${path}.${key}` }))
}

function elements({ schema, pointer, path }: Place): readonly Place[] {
  const { additionalProperties, items } = schema
  const values = isMap(additionalProperties) ? [{ schema: additionalProperties, pointer: `${pointer}/additionalProperties`, path: `${path}.*` }] : []
  return isMap(items) ? [...values, { schema: items, pointer: `${pointer}/items`, path: `${path}[]` }] : values
}

function branches({ schema, pointer, path }: Place): readonly Place[] {
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) if (keyword in schema) throw new Error(`${pointer} uses ${keyword}: teach schema-walk.ts about it`)
  return ['then', 'else'].flatMap((keyword) => {
    const branch = schema[keyword]
    return isMap(branch) ? [{ schema: branch, pointer: `${pointer}/${keyword}`, path }] : []
  })
}

function chosenBranches(place: Place, item: unknown): readonly Place[] {
  const condition = place.schema['if']
  if (!isMap(condition)) return []
  const chosen = matcher.validate(condition, item) ? '/then' : '/else'
  return branches(place).filter(({ pointer }) => pointer.endsWith(chosen))
}

function maps(value: unknown): readonly (readonly [string, Schema])[] {
  return isMap(value) ? Object.entries(value).flatMap(([key, child]) => (isMap(child) ? [[key, child] as const] : [])) : []
}

function isMap(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
