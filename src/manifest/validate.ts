/**
 * A compiled schema → a function that lists what is wrong with a value. The only place that knows what ajv says; the schemas are
 * compiled when Mist is built. Problems are facts (keyword, path, limits); their wording is in `schema-words`.
 */
import type { ErrorObject } from 'ajv'
import type { Path } from './tree.js'

export type JsonSchema = Readonly<Record<string, unknown>>

export interface SchemaProblem {
  readonly keyword: string
  readonly path: Path
  /** The key at fault, when it is a key of the map at `path` and not the value. */
  readonly key?: string
  readonly params: Readonly<Record<string, unknown>>
  /** The definition that was violated. */
  readonly schema: JsonSchema
  readonly value: unknown
}

export type SchemaCheck = (value: unknown) => readonly SchemaProblem[]

/** As `scripts/schema-checks.mjs` makes it. */
export interface CompiledSchema {
  (value: unknown): boolean
  readonly errors?: readonly ErrorObject[] | null
}

/** The answers hold no position: the caller has the tree. */
export function schemaCheck(validate: CompiledSchema): SchemaCheck {
  return (value) => (validate(value) ? [] : (validate.errors ?? []).filter(isTelling).map(toProblem))
}

/** The branch of an `if` and the wrapper of a bad key name only repeat what the inner error says better. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if' && error.keyword !== 'propertyNames'
}

function toProblem(error: ErrorObject): SchemaProblem {
  const params = error.params as Readonly<Record<string, unknown>>
  const key = error.propertyName ?? (error.keyword === 'additionalProperties' ? String(params['additionalProperty']) : undefined)
  return {
    keyword: error.keyword,
    path: pointerPath(error.instancePath),
    ...(key === undefined ? {} : { key }),
    params,
    schema: error.parentSchema ?? {},
    value: error.data,
  }
}

function pointerPath(pointer: string): Path {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
