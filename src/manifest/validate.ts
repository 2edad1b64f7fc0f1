/**
 * A schema → a function that lists what is wrong with a value. The only place that knows ajv; it compiles each schema once.
 * Problems are facts (keyword, path, limits); their wording is in `schema-words`.
 */
import type { ErrorObject } from 'ajv'
import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'
import { MAX_TEXT_CHARS } from './limits.js'
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

/** The answers hold no position: the caller has the tree. */
export function schemaCheck(schema: JsonSchema): SchemaCheck {
  const validate = AJV.compile(schema)
  return (value) => (validate(value) ? [] : (validate.errors ?? []).filter(isTelling).map(toProblem))
}

/** A text above every limit of the schemas is not matched at all: no pattern can then take long. `maxLength` tells of it. */
function boundedPattern(pattern: string, flags: string) {
  const expression = new RegExp(pattern, flags)
  // ajv tells patterns apart by their text.
  return { test: (text: string) => text.length <= MAX_TEXT_CHARS && expression.test(text), toString: () => String(expression) }
}
// Only of use for code that ajv writes to a file, which Mist never asks for.
boundedPattern.code = 'new RegExp'

const AJV = addFormats(new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true, code: { regExp: boundedPattern } }))

function addFormats(ajv: Ajv): Ajv {
  ajvFormats.default(ajv, ['ipv4'])
  return ajv
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
