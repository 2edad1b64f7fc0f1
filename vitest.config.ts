/**
 * Two projects. `unit` needs nothing but Node; `lab` needs the engine, Traefik, registry and browser that its global setup brings up.
 */
import { defineConfig } from 'vitest/config'

const LAB_TESTS = ['test/contract/**', 'test/e2e/**']
const SECONDS = 1_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...LAB_TESTS, 'test/bench/**', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 20 * SECONDS,
          hookTimeout: 20 * SECONDS,
          sequence: { groupOrder: 0 },
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
          testTimeout: 180 * SECONDS,
          hookTimeout: 300 * SECONDS,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    teardownTimeout: 60 * SECONDS,
    env: { TZ: 'UTC', NO_COLOR: '1' },
  },
})
