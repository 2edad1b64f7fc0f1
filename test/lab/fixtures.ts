/**
 * What tests against real parts stand on, in one place to import from: the engine, instances and their removal, git servers,
 * an ACME server, an S3 server, a forge, load, ports.
 */
export { startAcme, type Acme, type AcmeOptions } from './acme.js'
export { docker, dockerTries, labEnv, labImage, pushImage, type DockerOutcome, type LabFacts } from './docker.js'
export { startForge, type CommitStatus, type Forge, type ForgeKind, type ForgeMood, type ForgeOptions } from './forge.js'
export { serveGitHttp, type Credentials, type GitHttpServer, type ServerMood } from './git-http.js'
export { freePort } from './gateway.js'
export { GIT_ENV, gitRepo, sshUrl, tempDir, type FileChanges, type GitRepo, type TempDir } from './git-repo.js'
export { startHttpReq, type HttpReq, type HttpReqMood, type HttpReqOptions } from './http-req.js'
export { sweep, uniqueInstance, type Leftover } from './leftovers.js'
export { startLoad, type FailureKind, type Lane, type Load, type LoadFailure, type LoadOptions, type LoadReport, type StreamEnd } from './probe/load.js'
export { startOwnEngine, type OwnEngine, type OwnEngineOptions } from './own-engine.js'
export { startS3, type S3, type StoredFile } from './s3.js'
export { startWrk, type Wrk, type WrkOptions, type WrkReport } from './probe/wrk.js'
