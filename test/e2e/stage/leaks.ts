/**
 * Looks for values that nobody may see, in every form in which text is usually written down, in every place that somebody else can read.
 * Which values, and who may have them in its environment, is the test's business. A leak is told by the name of the value, never by it.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { docker, GIT_ENV } from '../../lab/fixtures.js'
import { filesBelow } from '../../support/paths-below.js'
import type { Stage } from '../stage.js'
import { readOrNothing } from './files.js'
import { answerOf, readableRoutes } from './silence.js'

export interface Hidden {
  readonly name: string
  readonly value: string
}

export interface Place {
  readonly name: string
  /** Latin-1 or UTF-8: what is looked for is ASCII. */
  readonly text: string
}

export interface Search {
  readonly leaks: readonly string[]
  readonly places: number
  readonly bytes: number
  readonly forms: number
}

/** `mayHold` lets a place have a value by right, such as the file that is mounted into a container. */
export async function search(hidden: readonly Hidden[], places: AsyncIterable<Place>, mayHold: (place: string, value: string) => boolean = () => false): Promise<Search> {
  const needles = hidden.flatMap(({ name, value }) => [...formsOf(value)].map(([form, text]) => ({ name, form, text })))
  const leaks: string[] = []
  const seen = { places: 0, bytes: 0 }
  for await (const { name: place, text } of places) {
    seen.places += 1
    seen.bytes += text.length
    for (const { name, form, text: needle } of needles) if (text.includes(needle) && !mayHold(place, name)) leaks.push(`${name} as ${form} in ${place}`)
  }
  return { leaks, ...seen, forms: needles.length }
}

/** Form → text, each text once. */
function formsOf(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value)
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const all: readonly (readonly [string, string])[] = [
    ['plain text', value], ['a part of a URL', encodeURIComponent(value)], ['a form', new URLSearchParams({ a: value }).toString().slice(2)],
    ['JSON', JSON.stringify(value).slice(1, -1)], ['JSON in JSON', JSON.stringify(JSON.stringify(value)).slice(3, -3)], ['HTML', html],
    ['hex', bytes.toString('hex')], ['hex in capitals', bytes.toString('hex').toUpperCase()],
    ...[0, 1, 2].flatMap((offset) => [['base64', inBase64(bytes, offset)] as const, ['base64url', inBase64(bytes, offset).replaceAll('+', '-').replaceAll('/', '_')] as const]),
  ]
  const forms = new Map<string, string>()
  for (const [form, text] of all) if (![...forms.values()].includes(text)) forms.set(`${form}${forms.has(form) ? ` ${String(forms.size)}` : ''}`, text)
  return forms
}

/** What is sure to stand in the base64 of any text that has these bytes at this offset modulo 3, whatever is before and after. */
function inBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
}

/** All that this host has of the instance: what mistd writes, says and answers, and what the engine tells of what it was given. */
export async function* placesOf(stage: Stage, apps: readonly string[]): AsyncGenerator<Place> {
  yield { name: 'the log of mistd', text: stage.mistd.log() }
  yield* stateFiles(stage.stateDir)
  yield* historyOf(stage)
  for (const path of await routesOf(stage, apps)) {
    for (const accept of path.includes('logs') ? ['*/*', 'text/event-stream'] : ['*/*']) yield { name: `GET ${path} as ${accept}`, text: await answerOf(stage, { path, accept }) }
  }
  for (const words of SAID) {
    const { stdout, stderr } = await stage.mistctl(...words)
    yield { name: `mistctl ${words.join(' ')}`, text: `${stdout}\n${stderr}` }
  }
  yield* engineTells(stage)
}

const SAID: readonly (readonly string[])[] = ['status', 'diff', 'render', 'history', 'events', 'secret ls', 'volume ls', 'prune'].flatMap((verb) => [[...verb.split(' ')], [...verb.split(' '), '-o', 'json']])

async function routesOf(stage: Stage, apps: readonly string[]): Promise<readonly string[]> {
  const routes = await readableRoutes(stage)
  return [...new Set(routes.flatMap((path) => (path.includes('/shop/web') ? apps.map((app) => path.replace('shop/web', app)) : [path])))]
}

/** Files that were gone again hold nothing. Of git, what its objects say; they are compressed where they lie. */
function* stateFiles(folder: string): Generator<Place> {
  const paths = filesBelow(folder)
  for (const path of paths.filter((one) => relative(folder, one) !== 'instance.key')) yield { name: `state/${relative(folder, path)}`, text: readOrNothing(path) }
  const mirrors = paths.filter((path) => path.endsWith('/HEAD') && existsSync(join(path, '../objects'))).map((path) => join(path, '..'))
  for (const mirror of mirrors) {
    const objects = execFileSync('git', ['--git-dir', mirror, 'cat-file', '--batch-all-objects', '--batch', '--unordered'], { encoding: 'latin1', maxBuffer: 1024 ** 3, env: { ...process.env, ...GIT_ENV } })
    yield { name: `git objects of state/${relative(folder, mirror)}`, text: objects }
  }
}

/** As SQLite reads it: a value that goes over the end of a page is whole here. */
function* historyOf({ dir, stateDir }: Stage): Generator<Place> {
  const copy = join(dir, 'history-copy')
  cpSync(stateDir, copy, { recursive: true, filter: (path) => path === stateDir || (/\/mist\.db(-wal)?$/.test(path) && existsSync(path)) })
  const database = new SqliteDatabase(join(copy, 'mist.db'))
  try {
    const tables = database.prepare<[], { readonly name: string }>("select name from sqlite_master where type = 'table'").all()
    for (const { name } of tables) yield { name: `history, table ${name}`, text: JSON.stringify(database.prepare(`select * from "${name}"`).all()) }
  } finally {
    database.close()
    rmSync(copy, { recursive: true })
  }
}

/** Everything but the environment of containers, which is where the values belong, and what was built, layer by layer. */
async function* engineTells({ instance, dir }: Stage): AsyncGenerator<Place> {
  const filter = ['--filter', `label=mist.instance=${instance}`]
  const ids = async (...words: readonly string[]): Promise<readonly string[]> => [...new Set((await docker(...words, '--quiet', ...filter)).split('\n').filter((one) => one !== ''))]
  for (const id of await ids('ps', '--all', '--no-trunc')) {
    const [told] = JSON.parse(await docker('inspect', id)) as readonly [{ readonly Name: string; readonly Config: Readonly<Record<string, unknown>> }]
    yield { name: `inspect of ${told.Name}`, text: JSON.stringify({ ...told, Config: { ...told.Config, Env: [] } }) }
    yield { name: `the processes of ${told.Name}`, text: await docker('top', id, '-eo', 'args').catch(() => '') }
  }
  for (const kind of ['volume', 'network'] as const) for (const id of await ids(kind, 'ls')) yield { name: `${kind} ${id}`, text: await docker(kind, 'inspect', id) }
  for (const id of await ids('image', 'ls', '--all', '--no-trunc')) {
    const archive = join(dir, 'image.tar')
    yield { name: `image ${id}`, text: `${await docker('image', 'inspect', id)}${await docker('image', 'history', '--no-trunc', id)}` }
    await docker('save', '--output', archive, id)
    yield { name: `the layers of image ${id}`, text: readFileSync(archive, 'latin1') }
    rmSync(archive)
  }
}

