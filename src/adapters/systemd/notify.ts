/**
 * Tells the service manager how mistd fares. Node has no datagram socket for this, so the tool of systemd sends the message;
 * it comes from a process of its own, which the unit allows with NotifyAccess=all. Without a service manager nothing is sent.
 */
import { execa } from 'execa'

export interface ServiceNotifier {
  /** How often the manager wants a sign of life; undefined when it wants none. */
  readonly watchdogMs?: number
  /** `READY=1`, `STATUS=…`, `WATCHDOG=1`, `STOPPING=1`. Never fails: an old or missing tool must not stop the daemon. */
  notify(assignments: readonly string[]): Promise<void>
}

export const NOTIFY_MS = 5_000

export function createServiceNotifier(env: Readonly<Record<string, string | undefined>>): ServiceNotifier {
  const socket = env['NOTIFY_SOCKET']
  if (socket === undefined || socket === '') return { notify: () => Promise.resolve() }
  const watchdogUs = Number(env['WATCHDOG_USEC'] ?? 0)
  return {
    ...(watchdogUs > 0 && { watchdogMs: watchdogUs / 1_000 }),
    notify: async (assignments) => {
      await execa('systemd-notify', ['--', ...assignments.map(oneLine)], {
        env: { NOTIFY_SOCKET: socket, PATH: env['PATH'] ?? '/usr/bin:/bin' }, extendEnv: false, stdio: 'ignore', timeout: NOTIFY_MS, reject: false,
      })
    },
  }
}

/** A line feed would begin another assignment. */
function oneLine(assignment: string): string {
  return assignment.replaceAll(/[\r\n\0]/g, ' ')
}
