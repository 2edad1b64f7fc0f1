/**
 * What tests against real parts stand on, in one place to import from: the engine, instances and their removal, git servers, ports.
 */
import { createServer, type AddressInfo } from 'node:net'

export { docker, dockerTries, labEnv, pushImage, type DockerOutcome, type LabFacts } from './docker.js'
export { serveGitHttp, type Credentials, type GitHttpServer, type ServerMood } from './git-http.js'
export { GIT_ENV, gitRepo, sshUrl, tempDir, type FileChanges, type GitRepo, type TempDir } from './git-repo.js'
export { sweep, uniqueInstance, type Leftover } from './leftovers.js'

/** A port on loopback that nobody listens on. Another program may take it before it is used; tests that care try again. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => { resolve() }))
  return port
}
