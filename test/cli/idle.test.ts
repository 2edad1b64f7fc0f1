/** Words of a command line that a verb would leave out in silence are refused, with 2 and what to write instead; nothing is done then. */
import { expect, it } from 'vitest'
import { createWorld } from '../fakes/world.js'
import { createCli } from './support/cli.js'

it.each([
  ['rollback shop/web 1 --list', 'rollback --list takes no release', 'mistctl rollback --help'],
  ['rollback shop/web 1 --undo', 'rollback --undo takes no release', 'mistctl rollback --help'],
  ['rollback shop/web --list --undo', '--list and --undo are two things', 'Keep one of them.'],
  ['rollback shop/web 1 2', 'too many arguments', 'mistctl rollback --help'],
  ['status shop web', 'too many arguments', 'mistctl status --help'],
  ['volume use shop_web_data --size', 'volume use takes no --size', 'mistctl volume --help'],
  ['state save f --confirm default', 'state save takes no --confirm', 'mistctl state --help'],
  ['state save f --identity key.txt', 'state save takes no --identity', 'mistctl state --help'],
  ['state restore f --recipient age1x', 'state restore takes no --recipient', 'mistctl state --help'],
  ['logs shop/web --build --tail 5', 'logs --build takes no --tail', 'mistctl logs --help'],
  ['logs shop/web --run 1 --since 5m', 'logs --run takes no --since', 'mistctl logs --help'],
  ['logs shop/web --run 1 -f', 'logs --run takes no --follow', 'mistctl logs --help'],
  ['backup ls shop/db 20260101T000000Z-000000', 'backup ls takes no id', 'mistctl backup --help'],
  ['backup now shop/db --to shop/copy', 'backup now takes no --to', 'mistctl backup --help'],
  ['secret keygen --identity key.txt', 'secret keygen takes no --identity', 'mistctl secret --help'],
  ['secret rekey NAME', 'secret rekey takes no name', 'mistctl secret --help'],
  ['init -f ops', 'init takes no --file', 'mistctl init ops'],
  ['suspend --for 2h --until 2026-03-01T18:00Z', 'two ends of the suspension are given', 'Keep one of --for and --until.'],
])('%s is refused', async (line, message, help) => {
  const world = createWorld()
  world.commit('version: 1\nprojects: { shop: { apps: { web: { image: "web:1", port: 8080 } } } }\n')
  await world.converge()
  world.faults.forgetCalls()
  const { code, out, err } = await createCli({ world })(...line.split(' '))
  expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^error: /)])
  expect(err).toContain(message)
  expect(err).toContain(help)
  expect([world.faults.writes, world.ports.store.suspension()]).toEqual([[], undefined])
})

it.each(['apply', 'status', 'backup now', 'rollback', 'secret set', 'state save', 'template show', 'volume use', 'validate'])('an empty argument of %s is taken for a variable that is not set', async (verb) => {
  const { code, err } = await createCli({ world: createWorld() })(...verb.split(' '), '')
  expect([code, err]).toEqual([2, 'error: an argument is empty\n  Is a variable of the shell not set?\n'])
})

it('does not let the second of two values take the place of the first, and repeats neither', async () => {
  const cli = createCli({ world: createWorld() })
  expect(await cli('state', 'save', 'f', '--recipient', 'age1one', '--recipient', 'AGE-SECRET-KEY-1TWO')).toEqual({ code: 2, out: '', err: 'error: --recipient <KEY> is given twice\n  See: mistctl state --help\n' })
  expect((await cli('history', '-n', '5', '-n', '6')).code).toBe(2)
  expect((await cli('history', '-o', 'json', '-o', 'table')).code).toBe(0)
})
