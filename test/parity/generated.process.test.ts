/** What is made from something else is what would be made now. The remedy is always `npm run gen`. */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { HELP_BEGIN, HELP_END, helpBlock } from '../../scripts/help-block.mjs'
import { schemaModule, SCHEMAS } from '../../scripts/schema-types.mjs'
import { CATALOGUE, catalogueModule, TEMPLATE_SCHEMA, templateSchema } from '../../scripts/template-files.mjs'

describe('generated types', () => {
  it.each(SCHEMAS)('$target is made from $origin', async ({ origin, target, constant }) => {
    const schema: unknown = JSON.parse(readFileSync(origin, 'utf8'))
    expect(readFileSync(target, 'utf8')).toBe(await schemaModule({ schema, constant, origin }))
  })
})

describe('templates', () => {
  it('have the schema that those of mist.yaml have', () => {
    const manifest: unknown = JSON.parse(readFileSync(TEMPLATE_SCHEMA.origin, 'utf8'))
    expect(readFileSync(TEMPLATE_SCHEMA.target, 'utf8')).toBe(templateSchema(manifest))
  })

  it('are in the code as their files say', async () => {
    expect(readFileSync(CATALOGUE.target, 'utf8')).toBe(await catalogueModule(pathToFileURL(`${process.cwd()}/`)))
  })
})

describe('README.md', () => {
  const readme = readFileSync('README.md', 'utf8')

  it('has a place for the help text', () => {
    expect(readme.indexOf(HELP_BEGIN)).toBeGreaterThan(0)
    expect(readme.indexOf(HELP_END)).toBeGreaterThan(readme.indexOf(HELP_BEGIN))
  })

  it('shows the help text that mistctl prints', async () => {
    const renewed = await helpBlock(readme, pathToFileURL(`${process.cwd()}/`))
    expect(readme).toContain('Usage: mistctl')
    expect(readme).toBe(renewed)
  })
})
