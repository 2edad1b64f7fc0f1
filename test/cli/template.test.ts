/** `mistctl template`: what is built in, what the file adds, and what is asked wrongly. */
import { describe, expect, it } from 'vitest'
import { createWorld } from '../fakes/world.js'
import { createCli, expectGolden } from './support/cli.js'

const OWN = 'version: 1\ntemplates:\n  small: { extends: postgres, version: "16", with: { maxConnections: 20 } }\nprojects: {}\n'

describe('mistctl template', () => {
  it('lists what is built in and shows one of them', () => expectGolden('template', createCli({ world: createWorld() }), 'template ls', 'template show redis', 'template show nothing', 'template show', 'template ls redis'))

  it('knows those of the file, with what they preset', async () => {
    const cli = createCli({ world: createWorld(), files: { '/home/ana/mist.yaml': OWN } })
    const { code, out } = await cli('template', 'show', 'small', '-o', 'json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, template: { name: 'small', origin: 'file', version: '16', parameters: expect.arrayContaining([expect.objectContaining({ name: 'maxConnections', default: '20' })]) as unknown } })
  })

  it('shows what is wrong with the file instead', async () => {
    const cli = createCli({ world: createWorld(), files: { '/home/ana/mist.yaml': OWN.replace('postgres', 'postgrs') } })
    expect(await cli('template', 'ls')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "postgres"?') as string })
  })
})
