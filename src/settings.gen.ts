/** Made from schema/mistd.schema.json by `npm run gen`; never edited. Types of what a person wrote, and the schema they come from. */
/* eslint-disable */

/**
 * An absolute path of this host.
 */
export type HostPath = string
/**
 * A number with one of the units ms, s, m or h, for example `30s`.
 */
export type Duration = string
/**
 * A whole number from 1 to 65535.
 */
export type Port = number

/**
 * mistd.yaml: the settings of one host. Owned by the operator, outside git. Every key has a default but `source`.
 */
export interface HostFile {
  /**
   * Name of this Mist on the host. Objects of other instances are foreign to it.
   */
  readonly instance?: string
  readonly stateDir?: HostPath
  readonly source?: SourceSection
  /**
   * Keys and tokens for git remotes, by URL prefix. The longest prefix wins.
   *
   * @maxItems 100
   */
  readonly credentials?: readonly CredentialEntry[]
  readonly secrets?: SecretsSection
  /**
   * Logins for image registries by their host name.
   */
  readonly registries?: {
    readonly [k: string]: RegistryEntry
  }
  /**
   * Address of the container engine.
   */
  readonly docker?: string
  /**
   * Private range that project networks (/24 each) are cut from.
   */
  readonly networkPool?: string
  readonly builds?: BuildsSection
  readonly proxy?: ProxySection
  readonly http?: HttpSection
  /**
   * Receivers at /hooks/<name>. Without a secret there is no endpoint.
   */
  readonly webhooks?: {
    readonly [k: string]: WebhookEntry
  }
  /**
   * Git servers that are told how the release of a commit goes: pending, success, or failure. The longest prefix wins.
   *
   * @maxItems 50
   */
  readonly statuses?: readonly ForgeEntry[]
  readonly grants?: GrantsSection
  readonly drift?: DriftSection
  readonly log?: LogSection
}
/**
 * Where mist.yaml lives: a git repository, or a plain folder for local work.
 */
export interface SourceSection {
  /**
   * URL of the repository: https, ssh or file, and http on loopback.
   */
  readonly git?: string
  /**
   * Branch or tag; without it the default branch of the remote.
   */
  readonly ref?: string
  readonly folder?: HostPath
  /**
   * The manifest inside the source.
   */
  readonly path?: string
  readonly interval?: Duration
}
export interface CredentialEntry {
  /**
   * URL prefix, for example `git@git.example.com:acme/` or `https://git.example.com/`.
   */
  readonly url: string
  readonly keyFile?: HostPath
  readonly knownHostsFile?: HostPath
  /**
   * User name for https.
   */
  readonly username?: string
  readonly tokenFile?: HostPath
}
/**
 * Where this host keeps the secrets that a manifest names. What stands here goes before the file in git.
 */
export interface SecretsSection {
  readonly identityFile?: HostPath
  readonly directory?: HostPath
  /**
   * Prefix of the variables of mistd that are secrets: capitals, digits and underscores, with an underscore at the end. With MIST_SECRET_ the secret A is MIST_SECRET_A.
   */
  readonly environment?: string
}
export interface RegistryEntry {
  /**
   * User name at the registry.
   */
  readonly username: string
  readonly passwordFile: HostPath
}
/**
 * Which builder of the engine is used, and what builds may take of this host.
 */
export interface BuildsSection {
  /**
   * `classic`: every step of a Dockerfile is bounded by `cpus` and `memory`, so that the apps that run keep the rest. `buildkit`: knows more of the Dockerfile format, build secrets among it, and heeds no limit of processor or memory: choose it only where you trust who writes the repositories.
   */
  readonly builder?: 'classic' | 'buildkit'
  /**
   * Builds at a time; others wait in the order they came.
   */
  readonly concurrency?: number
  /**
   * Cores for each build by the classic builder, for example 0.5. Without it all that the host has, less one.
   */
  readonly cpus?: number
  /**
   * Memory for each build by the classic builder: a number with one of the units b, k, m, g or t, for example `2g`. It bounds the number of processes too. Without it half of what the host has, divided by `concurrency`, and 512m at the least.
   */
  readonly memory?: string
  readonly timeout?: Duration
}
/**
 * The Traefik in front of the apps.
 */
export interface ProxySection {
  /**
   * `managed`: Mist runs Traefik as a container. `external`: Mist only writes files for a Traefik that somebody else runs.
   */
  readonly mode?: 'managed' | 'external'
  /**
   * Image of the managed Traefik.
   */
  readonly image?: string
  /**
   * Address that the managed Traefik listens on.
   */
  readonly address?: string
  readonly httpPort?: Port
  readonly httpsPort?: Port
  readonly apiPort?: Port
  readonly acme?: ProxyAcme
  /**
   * Certificates of your own for the managed Traefik. They win over ACME for the names they hold; changed files are taken over by themselves.
   *
   * @maxItems 50
   */
  readonly certificates?: readonly CertificateEntry[]
  /**
   * External mode: name of the entry point for HTTPS. Without it no host can have TLS.
   */
  readonly secureEntryPoint?: string
  /**
   * External mode: name of the certificate resolver for a manifest with `ingress.acme`.
   */
  readonly certResolver?: string
  readonly directory?: HostPath
  /**
   * External mode: base URL of Traefik's API on loopback. Without it a switch counts once the file is written and the throttle time has passed.
   */
  readonly api?: string
  /**
   * External mode: name of the entry point for HTTP.
   */
  readonly entryPoint?: string
  /**
   * External mode: how Traefik reaches the apps, by container name (it must join the project networks) or by container address.
   */
  readonly servers?: 'name' | 'address'
}
/**
 * How the managed Traefik gets certificates for a manifest with `ingress.acme`. They are kept in the state directory.
 */
export interface ProxyAcme {
  /**
   * Directory URL of the ACME server.
   */
  readonly server?: string
  readonly caFile?: HostPath
  readonly dnsEnvFile?: HostPath
  /**
   * `checked`: before the ACME server may look, Traefik asks the name servers of the domain until they show the record. `unchecked`: it does not, for name servers that this host cannot ask.
   */
  readonly dnsPropagation?: 'checked' | 'unchecked'
  readonly lifetime?: Duration
}
export interface CertificateEntry {
  readonly certFile: HostPath
  readonly keyFile: HostPath
}
/**
 * The read-only HTTP endpoint of mistd.
 */
export interface HttpSection {
  /**
   * Serve it at all.
   */
  readonly enabled?: boolean
  /**
   * Beyond loopback a token is required.
   */
  readonly address?: string
  readonly port?: Port
  readonly tokenFile?: HostPath
  /**
   * Host names that requests may ask for, besides the loopback names and the address itself.
   *
   * @maxItems 20
   */
  readonly hosts?: readonly string[]
}
export interface WebhookEntry {
  /**
   * How the sender proves itself: `github` (X-Hub-Signature-256), `gitlab` (X-Gitlab-Token, or a signing token that begins with whsec_), `gitea` (Forgejo too), `bitbucket` (Cloud and Data Center), `standard` (Standard Webhooks) or `generic` (X-Signature: sha256= and the hex HMAC-SHA-256 of the raw body).
   */
  readonly type: 'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'standard' | 'generic'
  /**
   * One file, or two during a rotation, each with a secret of at least 32 characters.
   *
   * @minItems 1
   * @maxItems 2
   */
  readonly secretFiles: readonly HostPath[]
}
export interface ForgeEntry {
  /**
   * Prefix of repository addresses, for example `https://github.com/acme/` or `git@git.example.com:acme/`.
   */
  readonly url: string
  /**
   * Kind of the server; `gitea` is Forgejo too.
   */
  readonly type: 'github' | 'gitlab' | 'gitea'
  readonly tokenFile: HostPath
  /**
   * Base URL of its API, when it is not the usual one on the host of the repository. https, or http on loopback.
   */
  readonly api?: string
}
/**
 * What writers of the repository may ask of this host beyond the safe default.
 */
export interface GrantsSection {
  /**
   * Domain suffixes that apps may use. `*` grants all.
   *
   * @maxItems 200
   */
  readonly domains?: readonly string[]
  /**
   * Host ports beyond loopback that apps may publish, as `address:port` or `address:from-to`.
   *
   * @maxItems 200
   */
  readonly publish?: readonly string[]
  /**
   * Folders of the host that apps may mount, with all that lies below; with `:ro` for reading alone.
   *
   * @maxItems 200
   */
  readonly mounts?: readonly string[]
  /**
   * Folders of the host where backups may be kept, with all that lies below. They have to be there: Mist makes folders in them and never themselves, so that a disk that is not mounted is noticed. No app can mount them.
   *
   * @maxItems 50
   */
  readonly backups?: readonly string[]
  /**
   * Addresses of object storages on this very host or its link, which nobody may name otherwise: whoever writes the repository would reach services of the host.
   *
   * @maxItems 50
   */
  readonly storages?: readonly string[]
  /**
   * URL prefixes of app repositories beyond https and ssh.
   *
   * @maxItems 100
   */
  readonly repositories?: readonly string[]
}
/**
 * The clock of the full drift check.
 */
export interface DriftSection {
  readonly interval?: Duration
}
/**
 * What mistd logs on its standard output, as JSON lines.
 */
export interface LogSection {
  /**
   * Least severe level that is written.
   */
  readonly level?: 'error' | 'warn' | 'info' | 'debug'
}

/** schema/mistd.schema.json as a value, so that no file is read at run time. */
export const settingsSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://mist.example/schema/mistd.schema.json",
  "title": "HostFile",
  "description": "mistd.yaml: the settings of one host. Owned by the operator, outside git. Every key has a default but `source`.",
  "type": "object",
  "additionalProperties": false,
  "patternProperties": {
    "^x-": {
      "description": "Free for anchors and notes; never read."
    }
  },
  "properties": {
    "instance": {
      "description": "Name of this Mist on the host. Objects of other instances are foreign to it.",
      "type": "string",
      "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",
      "default": "default"
    },
    "stateDir": {
      "description": "History, locks, git mirrors, route files, and instance.key, from which generated passwords follow: keep a copy of that. Mode 0700.",
      "$ref": "#/definitions/hostPath",
      "default": "/var/lib/mist"
    },
    "source": {
      "$ref": "#/definitions/source"
    },
    "credentials": {
      "description": "Keys and tokens for git remotes, by URL prefix. The longest prefix wins.",
      "type": "array",
      "maxItems": 100,
      "items": {
        "$ref": "#/definitions/credential"
      }
    },
    "secrets": {
      "$ref": "#/definitions/secrets"
    },
    "registries": {
      "description": "Logins for image registries by their host name.",
      "type": "object",
      "maxProperties": 100,
      "propertyNames": {
        "description": "The host name of a registry, with its port if need be.",
        "type": "string",
        "pattern": "^[a-z0-9.-]+(:[0-9]{1,5})?$"
      },
      "additionalProperties": {
        "$ref": "#/definitions/registry"
      },
      "examples": [
        {
          "ghcr.io": {
            "username": "acme",
            "passwordFile": "/etc/mist/ghcr.token"
          }
        }
      ]
    },
    "docker": {
      "description": "Address of the container engine.",
      "type": "string",
      "pattern": "^unix:///[^\\u0000-\\u001f]+$",
      "default": "unix:///var/run/docker.sock"
    },
    "networkPool": {
      "description": "Private range that project networks (/24 each) are cut from.",
      "type": "string",
      "pattern": "^(\\d{1,3}\\.){3}\\d{1,3}/(1[0-9]|2[0-4]|[89])$",
      "default": "10.210.0.0/16"
    },
    "builds": {
      "$ref": "#/definitions/builds"
    },
    "proxy": {
      "$ref": "#/definitions/proxy"
    },
    "http": {
      "$ref": "#/definitions/http"
    },
    "webhooks": {
      "description": "Receivers at /hooks/<name>. Without a secret there is no endpoint.",
      "type": "object",
      "maxProperties": 50,
      "propertyNames": {
        "description": "Lowercase letters, digits and hyphens, at most 40 characters.",
        "type": "string",
        "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
      },
      "additionalProperties": {
        "$ref": "#/definitions/webhook"
      }
    },
    "statuses": {
      "description": "Git servers that are told how the release of a commit goes: pending, success, or failure. The longest prefix wins.",
      "type": "array",
      "maxItems": 50,
      "items": {
        "$ref": "#/definitions/forge"
      }
    },
    "grants": {
      "$ref": "#/definitions/grants"
    },
    "drift": {
      "title": "DriftSection",
      "type": "object",
      "description": "The clock of the full drift check.",
      "additionalProperties": false,
      "properties": {
        "interval": {
          "description": "Time between two full checks of every field.",
          "$ref": "#/definitions/duration",
          "default": "5m"
        }
      }
    },
    "log": {
      "title": "LogSection",
      "type": "object",
      "description": "What mistd logs on its standard output, as JSON lines.",
      "additionalProperties": false,
      "properties": {
        "level": {
          "description": "Least severe level that is written.",
          "enum": [
            "error",
            "warn",
            "info",
            "debug"
          ],
          "default": "info"
        }
      }
    }
  },
  "definitions": {
    "hostPath": {
      "description": "An absolute path of this host.",
      "type": "string",
      "pattern": "^/[^\\u0000-\\u001f]*$",
      "maxLength": 400
    },
    "duration": {
      "description": "A number with one of the units ms, s, m or h, for example `30s`.",
      "type": "string",
      "pattern": "^[0-9]{1,6}(ms|s|m|h)$"
    },
    "source": {
      "title": "SourceSection",
      "description": "Where mist.yaml lives: a git repository, or a plain folder for local work.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "git": {
          "description": "URL of the repository: https, ssh or file, and http on loopback.",
          "type": "string",
          "minLength": 1,
          "maxLength": 400,
          "examples": [
            "git@git.example.com:acme/ops.git"
          ]
        },
        "ref": {
          "description": "Branch or tag; without it the default branch of the remote.",
          "type": "string",
          "pattern": "^[A-Za-z0-9][A-Za-z0-9._/-]*$",
          "maxLength": 200
        },
        "folder": {
          "description": "A folder of this host instead of a repository.",
          "$ref": "#/definitions/hostPath"
        },
        "path": {
          "description": "The manifest inside the source.",
          "type": "string",
          "pattern": "^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\u0000-\\u001f]+\\.ya?ml$",
          "default": "mist.yaml"
        },
        "interval": {
          "description": "Time between two looks at the remote, with a jitter of 5 %.",
          "$ref": "#/definitions/duration",
          "default": "60s"
        }
      }
    },
    "secrets": {
      "title": "SecretsSection",
      "description": "Where this host keeps the secrets that a manifest names. What stands here goes before the file in git.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "identityFile": {
          "description": "The age identity that opens the encrypted file in git, mode 0600, as `mistctl secret keygen` writes it.",
          "$ref": "#/definitions/hostPath"
        },
        "directory": {
          "description": "A folder with one file for each secret, named as the secret, mode 0600. One line feed at the end does not count.",
          "$ref": "#/definitions/hostPath"
        },
        "environment": {
          "description": "Prefix of the variables of mistd that are secrets: capitals, digits and underscores, with an underscore at the end. With MIST_SECRET_ the secret A is MIST_SECRET_A.",
          "type": "string",
          "pattern": "^[A-Z][A-Z0-9_]*_$",
          "maxLength": 60
        }
      }
    },
    "credential": {
      "title": "CredentialEntry",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "url"
      ],
      "properties": {
        "url": {
          "description": "URL prefix, for example `git@git.example.com:acme/` or `https://git.example.com/`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 400
        },
        "keyFile": {
          "description": "Private ssh key, mode 0600.",
          "$ref": "#/definitions/hostPath"
        },
        "knownHostsFile": {
          "description": "The host keys that are accepted. Without it no ssh remote is.",
          "$ref": "#/definitions/hostPath"
        },
        "username": {
          "description": "User name for https.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200,
          "default": "git"
        },
        "tokenFile": {
          "description": "File with the password or token for https, mode 0600.",
          "$ref": "#/definitions/hostPath"
        }
      }
    },
    "registry": {
      "title": "RegistryEntry",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "username",
        "passwordFile"
      ],
      "properties": {
        "username": {
          "description": "User name at the registry.",
          "type": "string",
          "minLength": 1,
          "maxLength": 200
        },
        "passwordFile": {
          "description": "File with the password or token, mode 0600.",
          "$ref": "#/definitions/hostPath"
        }
      }
    },
    "builds": {
      "title": "BuildsSection",
      "description": "Which builder of the engine is used, and what builds may take of this host.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "builder": {
          "description": "`classic`: every step of a Dockerfile is bounded by `cpus` and `memory`, so that the apps that run keep the rest. `buildkit`: knows more of the Dockerfile format, build secrets among it, and heeds no limit of processor or memory: choose it only where you trust who writes the repositories.",
          "enum": [
            "classic",
            "buildkit"
          ],
          "default": "classic"
        },
        "concurrency": {
          "description": "Builds at a time; others wait in the order they came.",
          "type": "integer",
          "minimum": 1,
          "maximum": 32,
          "default": 2
        },
        "cpus": {
          "description": "Cores for each build by the classic builder, for example 0.5. Without it all that the host has, less one.",
          "type": "number",
          "minimum": 0.01,
          "maximum": 1024
        },
        "memory": {
          "description": "Memory for each build by the classic builder: a number with one of the units b, k, m, g or t, for example `2g`. It bounds the number of processes too. Without it half of what the host has, divided by `concurrency`, and 512m at the least.",
          "type": "string",
          "pattern": "^[0-9]{1,9}(\\.[0-9]{1,3})?[bkmgt]$"
        },
        "timeout": {
          "description": "After this time a build has failed.",
          "$ref": "#/definitions/duration",
          "default": "30m"
        }
      }
    },
    "proxy": {
      "title": "ProxySection",
      "description": "The Traefik in front of the apps.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "mode": {
          "description": "`managed`: Mist runs Traefik as a container. `external`: Mist only writes files for a Traefik that somebody else runs.",
          "enum": [
            "managed",
            "external"
          ],
          "default": "managed"
        },
        "image": {
          "description": "Image of the managed Traefik.",
          "type": "string",
          "pattern": "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$",
          "maxLength": 300,
          "default": "traefik:v3.6"
        },
        "address": {
          "description": "Address that the managed Traefik listens on.",
          "type": "string",
          "format": "ipv4",
          "default": "0.0.0.0"
        },
        "httpPort": {
          "description": "Port for HTTP of the managed Traefik.",
          "$ref": "#/definitions/port",
          "default": 80
        },
        "httpsPort": {
          "description": "Port for HTTPS, which plain HTTP is led to. The managed Traefik listens on it as soon as a host has TLS; becoming so replaces it once, with a short gap.",
          "$ref": "#/definitions/port",
          "default": 443
        },
        "apiPort": {
          "description": "Loopback port of the managed Traefik's API. Mist confirms routes through it.",
          "$ref": "#/definitions/port",
          "default": 6479
        },
        "acme": {
          "title": "ProxyAcme",
          "description": "How the managed Traefik gets certificates for a manifest with `ingress.acme`. They are kept in the state directory.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "server": {
              "description": "Directory URL of the ACME server.",
              "type": "string",
              "pattern": "^https://[A-Za-z0-9.:-]{1,253}/[A-Za-z0-9._~/-]{0,300}$",
              "default": "https://acme-v02.api.letsencrypt.org/directory"
            },
            "caFile": {
              "description": "PEM file of the authority that certifies a private ACME server.",
              "$ref": "#/definitions/hostPath"
            },
            "dnsEnvFile": {
              "description": "Lines of NAME=value for the DNS provider that a manifest may name, as Traefik's documentation lists them; mode 0600. Only with it a manifest may use DNS-01.",
              "$ref": "#/definitions/hostPath"
            },
            "dnsPropagation": {
              "description": "`checked`: before the ACME server may look, Traefik asks the name servers of the domain until they show the record. `unchecked`: it does not, for name servers that this host cannot ask.",
              "enum": [
                "checked",
                "unchecked"
              ],
              "default": "checked"
            },
            "lifetime": {
              "description": "How long the certificates of this server last, in whole hours: it decides how early they are renewed.",
              "$ref": "#/definitions/duration",
              "default": "2160h"
            }
          }
        },
        "certificates": {
          "description": "Certificates of your own for the managed Traefik. They win over ACME for the names they hold; changed files are taken over by themselves.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "title": "CertificateEntry",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "certFile",
              "keyFile"
            ],
            "properties": {
              "certFile": {
                "description": "PEM file with the certificate and its chain.",
                "$ref": "#/definitions/hostPath"
              },
              "keyFile": {
                "description": "PEM file with its key, mode 0600.",
                "$ref": "#/definitions/hostPath"
              }
            }
          }
        },
        "secureEntryPoint": {
          "description": "External mode: name of the entry point for HTTPS. Without it no host can have TLS.",
          "type": "string",
          "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,60}$",
          "examples": [
            "websecure"
          ]
        },
        "certResolver": {
          "description": "External mode: name of the certificate resolver for a manifest with `ingress.acme`.",
          "type": "string",
          "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,60}$",
          "examples": [
            "letsencrypt"
          ]
        },
        "directory": {
          "description": "External mode: the directory that Traefik's file provider watches.",
          "$ref": "#/definitions/hostPath"
        },
        "api": {
          "description": "External mode: base URL of Traefik's API on loopback. Without it a switch counts once the file is written and the throttle time has passed.",
          "type": "string",
          "pattern": "^http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):[0-9]{1,5}$",
          "examples": [
            "http://127.0.0.1:8080"
          ]
        },
        "entryPoint": {
          "description": "External mode: name of the entry point for HTTP.",
          "type": "string",
          "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,60}$",
          "default": "web"
        },
        "servers": {
          "description": "External mode: how Traefik reaches the apps, by container name (it must join the project networks) or by container address.",
          "enum": [
            "name",
            "address"
          ],
          "default": "address"
        }
      }
    },
    "port": {
      "description": "A whole number from 1 to 65535.",
      "type": "integer",
      "minimum": 1,
      "maximum": 65535
    },
    "http": {
      "title": "HttpSection",
      "description": "The read-only HTTP endpoint of mistd.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": {
          "description": "Serve it at all.",
          "type": "boolean",
          "default": true
        },
        "address": {
          "description": "Beyond loopback a token is required.",
          "type": "string",
          "format": "ipv4",
          "default": "127.0.0.1"
        },
        "port": {
          "$ref": "#/definitions/port",
          "description": "Port of the endpoint.",
          "default": 6478
        },
        "tokenFile": {
          "description": "File with the bearer token, at least 32 characters, mode 0600.",
          "$ref": "#/definitions/hostPath"
        },
        "hosts": {
          "description": "Host names that requests may ask for, besides the loopback names and the address itself.",
          "type": "array",
          "maxItems": 20,
          "items": {
            "description": "A host name without port.",
            "type": "string",
            "pattern": "^[A-Za-z0-9.-]+$",
            "maxLength": 253
          }
        }
      }
    },
    "webhook": {
      "title": "WebhookEntry",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "type",
        "secretFiles"
      ],
      "properties": {
        "type": {
          "description": "How the sender proves itself: `github` (X-Hub-Signature-256), `gitlab` (X-Gitlab-Token, or a signing token that begins with whsec_), `gitea` (Forgejo too), `bitbucket` (Cloud and Data Center), `standard` (Standard Webhooks) or `generic` (X-Signature: sha256= and the hex HMAC-SHA-256 of the raw body).",
          "enum": [
            "github",
            "gitlab",
            "gitea",
            "bitbucket",
            "standard",
            "generic"
          ]
        },
        "secretFiles": {
          "description": "One file, or two during a rotation, each with a secret of at least 32 characters.",
          "type": "array",
          "minItems": 1,
          "maxItems": 2,
          "items": {
            "$ref": "#/definitions/hostPath"
          }
        }
      }
    },
    "forge": {
      "title": "ForgeEntry",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "url",
        "type",
        "tokenFile"
      ],
      "properties": {
        "url": {
          "description": "Prefix of repository addresses, for example `https://github.com/acme/` or `git@git.example.com:acme/`.",
          "type": "string",
          "minLength": 1,
          "maxLength": 400
        },
        "type": {
          "description": "Kind of the server; `gitea` is Forgejo too.",
          "enum": [
            "github",
            "gitlab",
            "gitea"
          ]
        },
        "tokenFile": {
          "description": "File with a token that may set commit statuses, mode 0600.",
          "$ref": "#/definitions/hostPath"
        },
        "api": {
          "description": "Base URL of its API, when it is not the usual one on the host of the repository. https, or http on loopback.",
          "type": "string",
          "maxLength": 400,
          "pattern": "^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)(/[A-Za-z0-9._~/-]*)?$"
        }
      }
    },
    "grants": {
      "title": "GrantsSection",
      "description": "What writers of the repository may ask of this host beyond the safe default.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "domains": {
          "description": "Domain suffixes that apps may use. `*` grants all.",
          "type": "array",
          "maxItems": 200,
          "items": {
            "description": "A domain in lower case, or `*` for all.",
            "type": "string",
            "pattern": "^(\\*|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$"
          },
          "default": [
            "localhost"
          ]
        },
        "publish": {
          "description": "Host ports beyond loopback that apps may publish, as `address:port` or `address:from-to`.",
          "type": "array",
          "maxItems": 200,
          "items": {
            "description": "`address:port` or `address:from-to` with an IPv4 address.",
            "type": "string",
            "pattern": "^(\\d{1,3}\\.){3}\\d{1,3}:\\d{1,5}(-\\d{1,5})?$"
          },
          "default": [],
          "examples": [
            [
              "0.0.0.0:5432",
              "0.0.0.0:8000-8010"
            ]
          ]
        },
        "mounts": {
          "description": "Folders of the host that apps may mount, with all that lies below; with `:ro` for reading alone.",
          "type": "array",
          "maxItems": 200,
          "items": {
            "description": "An absolute path of letters, digits and `. _ - @ + ~ = /`, and `:ro` where it is for reading alone.",
            "type": "string",
            "maxLength": 400,
            "pattern": "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|:|$))[A-Za-z0-9._/@+~=-]+(:ro)?$"
          },
          "default": [],
          "examples": [
            [
              "/srv/media:ro",
              "/srv/data"
            ]
          ]
        },
        "backups": {
          "description": "Folders of the host where backups may be kept, with all that lies below. They have to be there: Mist makes folders in them and never themselves, so that a disk that is not mounted is noticed. No app can mount them.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "description": "An absolute path of letters, digits and `. _ - @ + ~ = /`.",
            "type": "string",
            "maxLength": 400,
            "pattern": "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$"
          },
          "default": [],
          "examples": [
            [
              "/srv/backups"
            ]
          ]
        },
        "storages": {
          "description": "Addresses of object storages on this very host or its link, which nobody may name otherwise: whoever writes the repository would reach services of the host.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "description": "A URL without a path, as in `endpoint`.",
            "type": "string",
            "maxLength": 300,
            "pattern": "^https?://[^/\\s]+$"
          },
          "default": [],
          "examples": [
            [
              "http://127.0.0.1:9000"
            ]
          ]
        },
        "repositories": {
          "description": "URL prefixes of app repositories beyond https and ssh.",
          "type": "array",
          "maxItems": 100,
          "items": {
            "description": "A prefix that begins with `file:///`.",
            "type": "string",
            "pattern": "^file:///[^\\u0000-\\u001f]*$"
          },
          "default": [],
          "examples": [
            [
              "file:///srv/git/"
            ]
          ]
        }
      }
    }
  }
}
