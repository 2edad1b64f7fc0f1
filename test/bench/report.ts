/** Chapters → one Markdown page: a table of medians first, then every raw number. */
import { arch, cpus, totalmem } from 'node:os'
import process from 'node:process'
import { labEnv } from '../lab/fixtures.js'
import type { Chapter } from './chapter.js'
import { round } from './chapter.js'
import type { Series } from './samples.js'
import { summarize } from './samples.js'

const BYTES_PER_GB = 1024 ** 3

export function pageOf(chapters: readonly Chapter[], date: string): string {
  return `${[HEAD, machine(date), ...chapters.map(chapterText)].join('\n\n')}\n`
}

const HEAD = `# Bench

Made by \`npm run bench\`. Ratios within one run count; absolute figures are those of one machine. All runs of a chapter took turns, round by round,
with their peers. Median (min–max) of the raw numbers, which stand under each table.`

function machine(date: string): string {
  const { engine, compose, traefik } = labEnv()
  const host = `${String(cpus().length)} cores ${arch()}, ${String(Math.round(totalmem() / BYTES_PER_GB))} GB`
  return `${date} · ${host} · Node ${process.versions.node} · Docker ${engine?.version ?? '?'} · Traefik ${traefik.version} · compose ${compose ?? '?'}`
}

function chapterText({ title, method, series, verdicts }: Chapter): string {
  const rows = series.map((one) => `| ${one.name} | ${figure(one)} | ${String(one.values.length)} |`)
  const raw = series.map(({ name, values }) => `${name}: ${values.map(round).join(' ')}`)
  return [
    `## ${title}`, method,
    ['| what | median (min–max) | n |', '|---|---|---|', ...rows].join('\n'),
    verdicts.map((one) => `- ${one}`).join('\n'),
    ['<details><summary>Raw numbers</summary>', '', '```', ...raw, '```', '', '</details>'].join('\n'),
  ].filter((part) => part !== '').join('\n\n')
}

function figure({ values, unit }: Series): string {
  const { median, min, max } = summarize(values)
  return `${round(median)} ${unit} (${round(min)}–${round(max)})`
}
