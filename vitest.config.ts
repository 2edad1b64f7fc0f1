/**
 * Three projects. `unit` needs nothing but Node and starts nothing: it is the gate's. `process` (`*.process.test.ts`) starts real programs:
 * git, mistd, mistctl. `lab` needs the engine, Traefik, registry and browser that its global setup brings up. All limits are far above what
 * is usual: a machine that is busy is not a broken one.
 */
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/lab/longest-first.js'

const LAB_TESTS = ['test/contract/**', 'test/e2e/**']
const PROCESS_TESTS = 'test/**/*.process.test.ts'
const SECONDS = 1_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...LAB_TESTS, PROCESS_TESTS, 'test/bench/**', '**/node_modules/**'],
          environment: 'node',
          // Modules hold no state of their own, so the files of a worker can share them: loading them again was a third of all time.
          isolate: false,
          testTimeout: 60 * SECONDS,
          hookTimeout: 60 * SECONDS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'process',
          include: [PROCESS_TESTS],
          exclude: [...LAB_TESTS, '**/node_modules/**'],
          environment: 'node',
          testTimeout: 180 * SECONDS,
          hookTimeout: 90 * SECONDS,
          sequence: { groupOrder: 1 },
          env: { MIST_TEST_PATIENCE_MS: String(80 * SECONDS) },
        },
      },
      {
        test: {
          name: 'lab',
          include: LAB_TESTS.map((folder) => folder.replace('/**', '/**/*.test.ts')),
          environment: 'node',
          globalSetup: ['test/lab/vitest-setup.ts', 'test/e2e/stage/build.ts'],
          // Two files at a time: enough to hide waiting, few enough that a small machine's engine answers in time.
          maxWorkers: 2,
          testTimeout: 600 * SECONDS,
          hookTimeout: 600 * SECONDS,
          sequence: { groupOrder: 2 },
          setupFiles: ['test/e2e/stage/tell-failures.ts'],
          env: { MIST_TEST_PATIENCE_MS: String(120 * SECONDS) },
        },
      },
    ],
    // As many as there are cores: vitest would leave one of two idle.
    maxWorkers: '100%',
    teardownTimeout: 60 * SECONDS,
    sequence: { sequencer: LongestFirst },
    env: { TZ: 'UTC', NO_COLOR: '1' },
  },
})
