/**
 * JSON Schema → TypeScript: the types of what a person wrote, readonly throughout, and the schema itself as a value.
 * It decides the shape of the `*.gen.ts` files, not what the schema says.
 */
import { compile } from 'json-schema-to-typescript'
import ts from 'typescript'

export const SCHEMAS = [
  { origin: 'schema/mist.schema.json', target: 'src/manifest/manifest.gen.ts', constant: 'manifestSchema' },
  { origin: 'schema/mistd.schema.json', target: 'src/settings.gen.ts', constant: 'settingsSchema' },
]

const OPTIONS = {
  additionalProperties: false,
  bannerComment: '',
  ignoreMinAndMaxItems: true,
  style: { semi: false, singleQuote: true, printWidth: 160, trailingComma: 'all' },
}

/** The whole text of a generated file. `constant` is the name under which the schema is exported. */
export async function schemaModule({ schema, constant, origin }) {
  const types = await compile(forTypes(schema), schema.title, OPTIONS)
  const header = `/** Made from ${origin} by \`npm run gen\`; never edited. Types of what a person wrote, and the schema they come from. */\n/* eslint-disable */\n`
  const value = `/** ${origin} as a value, so that no file is read at run time. */\nexport const ${constant}: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, null, 2)}\n`
  return `${header}\n${withReadonly(types).trim()}\n\n${value}`
}

/**
 * The schema in words that the type generator knows. `if/then/else` tells apart the written forms of a value, which is a union
 * for the compiler; a `$ref` with remarks beside it would copy the definition instead of naming it; `x-*` keys are never read.
 */
function forTypes(node) {
  if (Array.isArray(node)) return node.map(forTypes)
  if (node === null || typeof node !== 'object') return node
  if (typeof node.$ref === 'string') return { $ref: node.$ref }
  const { if: condition, then, else: otherwise, patternProperties, propertyNames, examples, ...rest } = node
  const plain = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, forTypes(value)]))
  // To the compiler the named keys of such a map would have to be like all others.
  if (plain.properties !== undefined && typeof plain.additionalProperties === 'object') plain.additionalProperties = true
  return condition === undefined ? plain : { ...plain, anyOf: [forTypes(then), forTypes(otherwise)] }
}

/** Inserts `readonly` before every property, index signature and array type. */
function withReadonly(text) {
  const file = ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest, true)
  const edits = []
  visit(file)
  return edits.sort((a, b) => b.at - a.at).reduce((result, edit) => result.slice(0, edit.at) + edit.text + result.slice(edit.at), text)

  function visit(node) {
    if (ts.isPropertySignature(node) || ts.isIndexSignatureDeclaration(node)) edits.push({ at: node.getStart(file), text: 'readonly ' })
    if (ts.isArrayTypeNode(node)) edits.push(...readonlyArray(node, file))
    ts.forEachChild(node, visit)
  }
}

function readonlyArray(node, file) {
  const start = { at: node.getStart(file), text: 'readonly ' }
  if (!ts.isArrayTypeNode(node.parent)) return [start]
  return [{ ...start, text: '(readonly ' }, { at: node.getEnd(), text: ')' }]
}
