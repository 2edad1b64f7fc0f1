/**
 * What is made of templates: their schema, cut out of the one of mist.yaml, where a template of one's own is written the same way, and
 * the built-in catalogue as a value, so that no file is read at run time.
 */
import { readdir, readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { parse } from 'yaml'

export const TEMPLATE_SCHEMA = { origin: 'schema/mist.schema.json', target: 'schema/template.schema.json' }
export const CATALOGUE = { origin: 'templates', target: 'src/manifest/templates.gen.ts' }

/** The whole text of schema/template.schema.json. */
export function templateSchema(manifest) {
  const { $schema, $id, definitions } = manifest
  const { template, ...others } = definitions
  const needed = withNeeded(template, others, new Map())
  needed.set('parameter', withPattern(needed.get('parameter')))
  const schema = { $schema, $id: $id.replace('mist.schema', 'template.schema'), ...template, definitions: Object.fromEntries([...needed].sort(([a], [b]) => (a < b ? -1 : 1))) }
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** The whole text of the catalogue. Throws for a file that is no template: there is no point in going on. */
export async function catalogueModule(root) {
  const folder = new URL(`${CATALOGUE.origin}/`, root)
  const schema = JSON.parse(templateSchema(JSON.parse(await readFile(new URL(TEMPLATE_SCHEMA.origin, root), 'utf8'))))
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const entries = await Promise.all(files.map(async (name) => [name.replace(/\.yaml$/, ''), checked(parse(await readFile(new URL(name, folder), 'utf8')), { name, validate })]))
  return [
    `/** Made from ${CATALOGUE.origin}/*.yaml by \`npm run gen\`; never edited. The built-in templates, as they are written. */`,
    '/* eslint-disable */',
    "import type { BuiltInTemplate } from './templates/read.js'",
    '',
    `export const builtInTemplates: Readonly<Record<string, BuiltInTemplate>> = ${JSON.stringify(Object.fromEntries(entries), null, 2)}`,
    '',
  ].join('\n')
}

/** Only built-in templates have patterns: one of a stranger could keep the process busy for good. */
function withPattern(parameter) {
  return { ...parameter, properties: { ...parameter.properties, pattern: { description: 'A regular expression that a text must match.', type: 'string', maxLength: 200 } } }
}

function checked(value, { name, validate }) {
  if (validate(value)) return value
  const found = validate.errors.map(({ instancePath, message }) => `${instancePath}: ${message}`)
  throw new Error(`cannot use ${CATALOGUE.origin}/${name}: ${found.join('; ')}`)
}

/** Adds every definition that `node` refers to, however indirectly. */
function withNeeded(node, definitions, needed) {
  for (const [, name] of JSON.stringify(node).matchAll(/"#\/definitions\/(\w+)"/g)) {
    if (needed.has(name)) continue
    needed.set(name, definitions[name])
    withNeeded(definitions[name], definitions, needed)
  }
  return needed
}
