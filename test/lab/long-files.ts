/** The files of test/e2e that take longest, roughly, in seconds, on two cores. What is not here takes less. Images that are made on first use come on top. */
export const SECONDS: Readonly<Record<string, number>> = {
  'templates-real': 200, 'kill-anywhere': 158, restore: 154, rotation: 105, 'data-under-changes': 105, previews: 100, rebuild: 95, 'backup-killed': 94,
  'data-kept': 92,
}
