/** What one bench hands to the report: its series, and sentences about them. */
import type { Series } from './samples.js'

export interface Chapter {
  readonly title: string
  /** What was measured and how, for somebody who wants to repeat it. */
  readonly method: string
  readonly series: readonly Series[]
  /** A goal of the design and how far this run is from it, one sentence each. */
  readonly verdicts: readonly string[]
}

export interface Bench {
  readonly name: string
  readonly run: (options: BenchOptions) => Promise<Chapter>
}

export interface BenchOptions {
  /** `short` makes fewer rounds and leaves out the largest sizes: to see that a bench still works. */
  readonly length: 'short' | 'full'
  /** No host of more apps than this is made; the planner, which makes none, does not care. */
  readonly largest: number
}

export function verdict(what: string, { measured, goal, unit }: { readonly measured: number; readonly goal: number; readonly unit: string }): string {
  const word = measured <= goal ? 'reached' : 'missed'
  return `${what}: ${round(measured)} ${unit}, goal ≤ ${round(goal)} ${unit}: ${word}.`
}

export function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}
