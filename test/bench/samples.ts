/** Timed repetitions and their summary. Every raw number is kept: a table without them cannot be argued with. */
import { performance } from 'node:perf_hooks'

export interface Series {
  readonly name: string
  readonly unit: 'ms' | 's' | 'MB' | '%' | 'count'
  readonly values: readonly number[]
}

export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly count: number
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/**
 * Runs the contestants in turn, round by round, so that whatever else the machine does meets all of them alike.
 * Answers milliseconds per contestant.
 */
export async function interleaved(rounds: number, contestants: Readonly<Record<string, () => Promise<unknown>>>): Promise<readonly Series[]> {
  const values = new Map<string, number[]>(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(contestants)) values.get(name)?.push(await timed(work))
  }
  return [...values].map(([name, each]) => ({ name, unit: 'ms', values: each }))
}

export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN, count: sorted.length }
}

export function medianOf(series: readonly Series[], name: string): number {
  return summarize(valuesOf(series, name)).median
}

export function valuesOf(series: readonly Series[], name: string): readonly number[] {
  return series.find((one) => one.name === name)?.values ?? []
}
