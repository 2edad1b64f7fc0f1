/** Manifests that tests commit, short enough to read beside the assertion. */

/** `web` with a domain, `job` with a volume, `side` alone in a project of its own. */
export interface Shop {
  readonly web?: string
  readonly job?: string
  readonly side?: string
  readonly head?: string
}

export function shop({ web = '{ image: "web:1", port: 80, domains: [shop.localhost] }', job = '{ image: "worker:1", volumes: ["data:/data"] }', side = '{ image: "worker:1" }', head = '' }: Shop = {}): string {
  return `version: 1\n${head}\nprojects:\n  shop:\n    apps:\n      web: ${web}\n      job: ${job}\n  other:\n    apps:\n      side: ${side}\n`
}

export const WEB_ROUTE = 'mist-default_shop_web'
