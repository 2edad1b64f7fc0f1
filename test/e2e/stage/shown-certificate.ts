/** The certificate that a visitor is shown, who trusts one authority alone. */
import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'

export interface Visit {
  readonly host: string
  readonly port: number
  /** PEM of those that are trusted. */
  readonly ca: string
}

export function shownCertificate({ host, port, ca }: Visit): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: host, ca, timeout: 5_000 }, () => {
      const { raw } = socket.getPeerCertificate()
      socket.destroy()
      resolve(new X509Certificate(raw))
    })
    socket.on('timeout', () => socket.destroy(new Error('no handshake in time')))
    socket.on('error', reject)
  })
}
