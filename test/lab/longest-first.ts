/**
 * The order of test files: as vitest has it, but for the longest of the lab, which begin first, so that its two workers end together. Vitest goes by
 * how long they took before, which a fresh machine does not know; by their size, a file of a minute would be one of the last.
 */
import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { SECONDS } from './long-files.js'

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    // The lab is the last of the projects. The short ones keep their places among each other.
    const ofLab = sorted.filter(isOfLab).toSorted((a, b) => secondsOf(b) - secondsOf(a))
    return [...sorted.filter((file) => !isOfLab(file)), ...ofLab]
  }
}

function isOfLab({ project }: TestSpecification): boolean {
  return project.name === 'lab'
}

function secondsOf({ moduleId }: TestSpecification): number {
  return SECONDS[relative('test/e2e', moduleId).replace('.test.ts', '')] ?? 0
}
