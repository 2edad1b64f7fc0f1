/** The system's Chromium, for tests of what people see. */
import axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['MIST_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
}

/** What axe finds wrong, one line each. Its script comes in by the debugger, since the policy of the page would refuse it. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe
    return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  })
  return violations
}
