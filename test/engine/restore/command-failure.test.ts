/** What a command says is told so that a person can act on it, and without what it holds of data and passwords. */
import { expect, test } from 'vitest'
import { commandFailure } from '../../../src/engine/restore/command-failure.js'

function told(said: string, env: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify(commandFailure('cannot bring back part database/shop', { words: ['pg_restore'], env }, { exitCode: 1, said }))
}

test.each([
  ['a row that does not fit', 'pg_restore: error: COPY failed for table "users": ERROR:  invalid input syntax for type integer: "alice@example.com"\nCONTEXT:  COPY users, line 3, column id: "alice@example.com"\n', 'table \\"users\\"'],
  ['a key that is there twice', "ERROR 1062 (23000) at line 40: Duplicate entry 'alice@example.com' for key 'users.mail'\n", "for key 'users.mail'"],
  ['a detail', 'ERROR:  duplicate key value violates unique constraint "users_mail_key"\nDETAIL:  Key (mail)=(alice@example.com) already exists.\n', 'constraint \\"users_mail_key\\"'],
  ['a statement', "ERROR:  syntax error\nLINE 1: ALTER ROLE app PASSWORD 'alice@example.com';\n", 'syntax error'],
])('%s is told without its data', (_, said, kept) => {
  expect(told(said)).toContain(kept)
  expect(told(said)).not.toContain('alice')
})

test('passwords are not told, wherever they stand', () => {
  expect(told('FATAL: hunter2hunter2 was refused\n', { PGPASSWORD: 'hunter2hunter2' })).not.toContain('hunter2')
})
