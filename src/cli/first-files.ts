/** The texts that `mistctl init` writes. A test holds them against the schemas. */

export const MANIFEST_TEXT = `# yaml-language-server: $schema=./mist.schema.json
version: 1

projects:
  hello:
    apps:
      whoami:
        image: traefik/whoami:v1.10
        port: 80
        domains: [hello.localhost]     # *.localhost opens in a browser without DNS
        limits: { memory: 64m }
`

export const SETTINGS_TEXT = `# The settings of one host: put this into /etc/mist/mistd.yaml, owned by root, outside of git.
# Every key has a default but the source.

source:
  git: https://git.example.com/acme/ops.git
  ref: main
  interval: 60s

# A private repository needs a key or a token:
# credentials:
#   - url: git@git.example.com:acme/
#     keyFile: /etc/mist/deploy.key
#     knownHostsFile: /etc/mist/known_hosts

# Domains that the repository may use on this host, beside localhost:
# grants:
#   domains: [localhost, apps.example.com]
`
