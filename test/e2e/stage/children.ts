/** Child processes of the tests: none outlives the test process, however that ends. */
import type { ChildProcess } from 'node:child_process'

const living = new Set<ChildProcess>()

process.once('exit', () => { for (const child of living) child.kill('SIGKILL') })

export function adopt<T extends ChildProcess>(child: T): T {
  living.add(child)
  child.once('exit', () => living.delete(child))
  return child
}
