/**
 * Writes every file that is made from another one; with --check it only compares and names what is stale.
 * It decides which files those are; how each is made is in the module beside it.
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { helpBlock } from './help-block.mjs'
import { CHECKS, checkModule } from './schema-checks.mjs'
import { SCHEMAS, schemaModule } from './schema-types.mjs'
import { CATALOGUE, catalogueModule, TEMPLATE_SCHEMA, templateSchema } from './template-files.mjs'

const ROOT = new URL('..', import.meta.url)

const targets = [
  ...SCHEMAS.map((one) => fromSchema(one, schemaModule)),
  ...CHECKS.map((one) => fromSchema(one, checkModule)),
  fromSchema(TEMPLATE_SCHEMA, ({ schema }) => templateSchema(schema)),
  { path: CATALOGUE.target, made: () => catalogueModule(ROOT) },
  // Last: the program that prints its help is made of all the others.
  { path: 'README.md', made: (current) => helpBlock(current, ROOT) },
]
const stale = []
for (const target of targets) {
  const url = new URL(target.path, ROOT)
  const current = existsSync(url) ? await readFile(url, 'utf8') : ''
  const made = await target.made(current)
  if (made === current) continue
  stale.push(target.path)
  if (!process.argv.includes('--check')) await writeFile(url, made)
}
report()

function fromSchema({ origin, target, ...rest }, moduleOf) {
  return {
    path: target,
    made: async () => moduleOf({ ...rest, schema: JSON.parse(await readFile(new URL(origin, ROOT), 'utf8')), origin }),
  }
}

function report() {
  if (stale.length === 0) return console.log('generated files are current')
  if (!process.argv.includes('--check')) return console.log(`wrote ${stale.join(', ')}`)
  console.error(`cannot accept generated files: stale ${stale.join(', ')}\n  Run: npm run gen`)
  process.exitCode = 1
}
