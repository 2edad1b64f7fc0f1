/** `with` against the parameters of a template: the same problems, in the same words, as a schema would find. */
import { boundedPattern } from '../bounded-pattern.js'
import type { Path } from '../tree.js'
import type { JsonSchema, SchemaProblem } from '../validate.js'
import { manifestSchema } from '../manifest.gen.js'
import type { ContentsWord, Parameter, Template } from './template.js'
import { contentsWords, lineOf } from './template.js'

/** `value` is the map as it is written; `path` is where it stands. */
export function withProblems(template: Template, value: Readonly<Record<string, unknown>>, path: Path): readonly SchemaProblem[] {
  const schema = withSchema(template)
  return Object.entries(value).flatMap(([name, setting]) => {
    if (name === 'version') return versionProblem(template, setting, [...path, name])
    const parameter = Object.hasOwn(template.parameters, name) ? template.parameters[name] : undefined
    if (parameter) return parameterProblems(parameter, setting, [...path, name])
    // The schema has looked at their form.
    if (contentsWords(template).some((word) => word === name)) return []
    return [{ keyword: 'additionalProperties', path, key: name, params: { additionalProperty: name }, schema, value }]
  })
}

/** What may stand in `with`, as a schema: for diagnostics and for `mistctl template show`. */
export function withSchema(template: Template): JsonSchema {
  return { description: template.description, properties: { version: VERSION, ...template.parameters, ...Object.fromEntries(contentsWords(template).map((word) => [word, { description: meaningOf(word) }])) } }
}

/** As the schema of mist.yaml has it: these mean the same for every template. */
export function meaningOf(word: ContentsWord): string {
  const { databaseSettings } = manifestSchema['definitions'] as Readonly<Record<string, { readonly properties?: Readonly<Record<string, { readonly description?: string }>> }>>
  return databaseSettings?.properties?.[word]?.description ?? ''
}

const VERSION = { description: 'The version to run: one of the lines of the template, or a release of one.', type: 'string' }

export function versionProblem(template: Pick<Template, 'lines'>, value: unknown, path: Path): readonly SchemaProblem[] {
  if (lineOf(template, String(value)) !== undefined) return []
  return [{ keyword: 'enum', path, params: { allowedValues: template.lines.map(({ name }) => name), match: 'beginning' }, schema: VERSION, value }]
}

export function parameterProblems(parameter: Parameter, value: unknown, path: Path): readonly SchemaProblem[] {
  const schema: JsonSchema = { ...parameter }
  const problem = (keyword: string, params: SchemaProblem['params']): readonly SchemaProblem[] => [{ keyword, path, params, schema, value }]
  if (!isOfType(parameter, value)) return problem('type', { type: parameter.type })
  const text = String(value)
  if (parameter.enum && !parameter.enum.includes(text)) return problem('enum', { allowedValues: parameter.enum })
  if (parameter.pattern !== undefined && !boundedPattern(parameter.pattern, 'u').test(text)) return problem('pattern', {})
  if (parameter.minimum !== undefined && Number(value) < parameter.minimum) return problem('minimum', { comparison: '>=', limit: parameter.minimum })
  if (parameter.maximum !== undefined && Number(value) > parameter.maximum) return problem('maximum', { comparison: '<=', limit: parameter.maximum })
  return []
}

/** A text may be written as a number: it is kept as it stands. */
function isOfType({ type }: Parameter, value: unknown): boolean {
  switch (type) {
    case 'string': return typeof value === 'string' || typeof value === 'number'
    case 'integer': return Number.isSafeInteger(value)
    case 'boolean': return typeof value === 'boolean'
  }
}
