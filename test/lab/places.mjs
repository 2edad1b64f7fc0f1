/**
 * Where the lab keeps its things and which fixed addresses and versions it uses.
 * It decides names only; nothing here touches the disk or the network.
 */
// @ts-check
import { homedir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'

const cacheRoot = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')

/** The one directory that `down --purge` removes. */
export const home = env['MIST_LAB_HOME'] ?? join(cacheRoot, 'mist-lab')

/** @param {...string} parts */
export const inHome = (...parts) => join(home, ...parts)

export const ports = Object.freeze({
  registry: Number(env['MIST_LAB_REGISTRY_PORT'] ?? 5000),
  authRegistry: Number(env['MIST_LAB_AUTH_REGISTRY_PORT'] ?? 5001),
  sshd: Number(env['MIST_LAB_SSHD_PORT'] ?? 5022),
})

export const registryAddress = `127.0.0.1:${ports.registry}`
export const authRegistryAddress = `127.0.0.1:${ports.authRegistry}`

/** Fixed and public on purpose: the registry listens on loopback and holds test images only. */
export const authRegistryUser = Object.freeze({ username: 'mist', password: 'mist-lab-password' })

export const defaultDockerHost = 'unix:///var/run/docker.sock'

/** The engine that every lab command talks to. An empty DOCKER_HOST means the default one, as it does for the docker client. */
export const dockerHost = env['DOCKER_HOST'] || defaultDockerHost

export const versions = Object.freeze({
  traefik: 'v3.6.12',
  compose: 'v2.40.3',
  pebble: 'v2.4.0',
  minio: 'RELEASE.2025-09-07T16-13-09Z',
  versitygw: 'v1.8.0',
  node: '20.20.2',
  npm: '10.9.9',
})
