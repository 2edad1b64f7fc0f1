/** Made from schema/mist.schema.json by `npm run gen`; never edited. Types of what a person wrote, and the schema they come from. */
/* eslint-disable */

/**
 * A path from the root of the repository that ends in .yaml or .yml; its last part may hold `*`.
 */
export type IncludePattern = string
/**
 * A relative path inside the repository: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`.
 */
export type RepositoryPath = string
/**
 * A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens.
 */
export type Host = string
/**
 * When the engine starts a container again by itself.
 */
export type Restart = 'no' | 'always' | 'on-failure' | 'unless-stopped'
/**
 * A number with one of the units b, k, m, g or t, for example `512m`.
 */
export type Size = string
/**
 * A number with one of the units ms, s, m or h, for example `30s`.
 */
export type Duration = string
/**
 * What visitors get when the app is down: the answer of another app, with the status of the error. The name of that app, a map, or `false` for none. In `defaults` it holds for every web app but the one that it names.
 */
export type ErrorPage = ErrorPageMap | (false | PageApp)
/**
 * The name of a web app of the same project, or `project/app` for one of another project. It is asked by the name of the host that the visitor asked for, and sees the headers of the request.
 */
export type PageApp = string
/**
 * What that app is asked for, with GET: a path beginning with a slash, of letters, digits and `. _ ~ - / ? = &`, without `..` or `//`. `{status}` stands for the status of the error, `{url}` for the path that the visitor asked for.
 */
export type PagePath = string
export type NamedTemplate = ExtendedTemplate | Template
/**
 * Lowercase letters, digits and hyphens, at most 40 characters, beginning and ending with a letter or digit.
 */
export type Name = string
/**
 * One line of text.
 */
export type Sentence = string
/**
 * An image without a tag, in lower case, for example `postgres` or `registry.example.com/postgres`.
 */
export type ImageName = string
/**
 * A tag of the image, such as `17` or `17.2`.
 */
export type Version = string | number
/**
 * Text, a number or true/false.
 */
export type Setting = string | number | boolean
/**
 * An absolute path of letters, digits and `. _ - @ + ~ = /`, without `..` or `//`.
 */
export type ContainerPath = string
/**
 * A whole number from 1 to 65535.
 */
export type Port = number
/**
 * A text, or one of: `{value: name}` for a setting, `password`, `host`, `port` or `version`; `{passwordOf: user}`; `{join: [...]}`; `{url: ...}`.
 */
export type TemplateValue = TemplateValueMap | (string | number | boolean)
/**
 * Letters and digits, beginning with a lowercase letter.
 */
export type ParameterName = string
/**
 * The lines of a file. A line whose value has no setting is left out.
 *
 * @minItems 1
 * @maxItems 100
 */
export type TemplateFile = readonly TemplateValue[]
/**
 * Run inside of the container, without a shell. No password may stand in it.
 *
 * @minItems 1
 * @maxItems 50
 */
export type TemplateWords = readonly TemplateValue[]
/**
 * Lines for the stdin of the client.
 *
 * @minItems 1
 * @maxItems 20
 */
export type TemplateStatement = readonly TemplateValue[]
export type Storage = S3Storage | PathStorage
/**
 * The name of a secret, not its value: letters, digits and underscores, beginning with a letter.
 */
export type SecretName = string
/**
 * Public keys of age. What goes there is encrypted for all of them; a restore takes the identity of one. Without it nothing is encrypted.
 *
 * @minItems 1
 * @maxItems 20
 */
export type Recipients = readonly string[]
export type EnvValue = EnvReference | (string | number | boolean)
/**
 * Lowercase letters, digits and underscores, not beginning with a digit.
 */
export type DatabaseName = string
export type DatabaseUser = DatabaseUser1 | DatabaseUserName
/**
 * Lowercase letters, digits and underscores, not beginning with a digit.
 */
export type DatabaseUserName = string
/**
 * `url#ref` or a map. Without a ref it is the default branch of the remote.
 */
export type Git = GitMap | string
/**
 * https or ssh address of the repository, without a password in it.
 */
export type GitUrl = string
/**
 * A branch or a tag as git allows them: letters, digits and `. _ / -`, beginning with a letter or digit.
 */
export type GitRef = string
export type Build = BuildMap | RepositoryPath
/**
 * A host, or a map that says more about it.
 */
export type Domain = DomainMap | DomainHost
/**
 * A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens. `*.example.com` stands for every name one label below.
 */
export type DomainHost = string
/**
 * A path prefix, beginning with a slash, of letters, digits and `. _ ~ - /`, without `..` or `//`.
 */
export type Path = string
/**
 * Tell browsers to come over HTTPS alone from now on. `true` for one year, or a map.
 */
export type Hsts = Hsts1 | boolean
export type Volume = VolumeMap | string
/**
 * Five fields of cron (minute, hour, day of month, month, day of week), or a word such as `@daily`.
 */
export type CronText = string
export type File = FileMap | SourceFile
/**
 * A file of the repository, from the folder of mist.yaml on: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`. No folder: each file is named.
 */
export type SourceFile = string
/**
 * A list, or one string that is split at spaces with quotes respected. No shell is involved.
 */
export type Command = readonly (string | number)[] | string
/**
 * How it is told that a container is ready: a path that is asked over HTTP, or a map. Without it the health check of the image counts, else that the port accepts connections, else that the container stays up.
 */
export type Health = HealthMap | HealthPath
/**
 * A path beginning with a slash, of letters, digits and `. _ ~ - / % + = & ?`, without `..` or `//`.
 */
export type HealthPath = string
/**
 * A pattern for names of branches: letters, digits and `. _ / - @ + #`, with `*`, `**`, or `!` in front.
 */
export type BranchPattern = string
export type Publish = PublishMap | (string | Port)

/**
 * mist.yaml: what shall run on a Docker host. Commit it to a git repository; mistd converges the host to it.
 */
export interface Manifest {
  /**
   * Version of the format.
   */
  readonly version: 1
  /**
   * More files of the same shape in the same repository, merged by name. A name that is defined twice is an error that names both places.
   *
   * @maxItems 100
   */
  readonly include?: readonly IncludePattern[]
  readonly secrets?: RepositoryPath
  readonly ingress?: Ingress
  readonly defaults?: Defaults
  /**
   * Templates of databases by name, beside the built-in ones: one that extends another, or one of your own.
   */
  readonly templates?: {
    readonly [k: string]: NamedTemplate
  }
  /**
   * Places for backups by name, for `to` of a backup.
   */
  readonly storage?: {
    readonly [k: string]: Storage
  }
  /**
   * Projects by name. Each has a network of its own.
   */
  readonly projects?: {
    readonly [k: string]: Project
  }
  readonly policy?: PolicySection
}
/**
 * How web apps are reached.
 */
export interface Ingress {
  readonly domain?: Host
  readonly acme?: Acme
}
/**
 * Certificates from an ACME server, Let's Encrypt unless the settings of the host name another. With this every host has HTTPS, and plain HTTP leads there; `localhost` and names below it have none.
 */
export interface Acme {
  /**
   * Of the account: the server writes to it when something is wrong with a certificate.
   */
  readonly email: string
  /**
   * Prove ownership by DNS-01 through this provider of Traefik, as wildcards need it; its credentials are in the settings of the host. Without it by HTTP-01.
   */
  readonly dns?: string
}
/**
 * The lowest layer under every app.
 */
export interface Defaults {
  readonly restart?: Restart
  readonly limits?: Limits
  readonly logs?: Logs
  readonly deploy?: DeployDefaults
  readonly errorPage?: ErrorPage
}
/**
 * What one container may use. Changed in place, never by a restart.
 */
export interface Limits {
  /**
   * A number of cores, for example 0.5.
   */
  readonly cpus?: number
  readonly memory?: Size
  /**
   * Processes and threads.
   */
  readonly pids?: number
}
/**
 * How much of its output the engine keeps for a container.
 */
export interface Logs {
  readonly maxSize?: Size
  /**
   * Number of log files.
   */
  readonly maxFiles?: number
}
/**
 * How new versions of all apps come out, where the app itself says nothing else.
 */
export interface DeployDefaults {
  /**
   * `rolling` starts the new containers beside the old ones, `recreate` stops the old ones first. Apps that publish a port of the host or write to a volume are always recreated.
   */
  readonly strategy?: 'rolling' | 'recreate'
  readonly timeout?: Duration
  readonly window?: Duration
  readonly drain?: Duration
  readonly stop?: Duration
  /**
   * Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.
   */
  readonly keep?: number
}
export interface ErrorPageMap {
  readonly app: PageApp
  readonly path?: PagePath
  /**
   * Which answers are replaced, whoever gave them: statuses from 400 to 599 and ranges of them, without 401.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly status?: readonly (number | string)[]
}
export interface ExtendedTemplate {
  readonly extends: Name
  readonly description?: Sentence
  readonly image?: ImageName
  readonly version?: Version
  readonly limits?: Limits
  readonly with?: Settings
}
export interface Settings {
  readonly [k: string]: Setting
}
/**
 * A database, as data: its image and versions, how it is started and asked for its health, and what other apps may know of it.
 */
export interface Template {
  readonly description: Sentence
  readonly image: ImageName
  readonly version: Version
  /**
   * Lines of versions. `16` stands for 16.4 and 16-alpine as well. What one line wrote, another may not be able to read: see `upgrade`.
   */
  readonly versions: {
    readonly [k: string]: TemplateVersion
  }
  /**
   * Which line of versions can open data that another one wrote: `newer` every newer one, `never` none but the same line, `dump-restore` the same, and a backup can be restored by a newer one. An older one never can.
   */
  readonly upgrade: 'never' | 'newer' | 'dump-restore'
  readonly port: Port
  /**
   * Environment of the container. A variable whose value has no setting is left out.
   */
  readonly env?: {
    readonly [k: string]: TemplateValue
  }
  /**
   * Arguments for the entrypoint of the image. A list within the list is left out as a whole while one of its values has no setting.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly command?: readonly (readonly TemplateValue[] | TemplateValue)[]
  /**
   * Run inside the container, without a shell; exit code 0 is healthy.
   *
   * @minItems 1
   * @maxItems 50
   */
  readonly health: readonly TemplateValue[]
  readonly healthEvery?: Duration
  /**
   * What other apps may refer to with `{from: app.output}`, beside host and port.
   */
  readonly outputs?: {
    readonly [k: string]: TemplateValue
  }
  /**
   * What `with` may set.
   */
  readonly parameters?: {
    readonly [k: string]: TemplateParameter
  }
  /**
   * Files that are mounted for reading, by their path in the container. One may hold a password, where a program takes it in no other way.
   */
  readonly files?: {
    readonly [k: string]: TemplateFile
  }
  /**
   * Who knows the passwords: `data`, where the server keeps them in its data and they have to be changed there; `start`, where it is told anew with every start.
   */
  readonly passwords?: 'data' | 'start'
  readonly contents?: TemplateContents
  readonly limits?: Limits
  readonly startup?: Duration
  readonly stop?: Duration
  readonly backup?: TemplateBackup
}
export interface TemplateVersion {
  readonly volume: ContainerPath
}
export interface TemplateValueMap {
  readonly value?: ParameterName
  /**
   * The password of a user with this fixed name.
   */
  readonly passwordOf?: string
  /**
   * Parts put together.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly join?: readonly TemplateValue[]
  readonly url?: TemplateUrl
}
/**
 * An address at the host and port of the database. Everything in it is encoded as an address needs it.
 */
export interface TemplateUrl {
  /**
   * Lowercase letters, digits and `+ . -`.
   */
  readonly scheme: string
  readonly user?: TemplateValue
  readonly password?: TemplateValue
  readonly path?: TemplateValue
  /**
   * What stands behind the question mark, as it is.
   */
  readonly query?: string
}
export interface TemplateParameter {
  readonly description: Sentence
  /**
   * What a value must be.
   */
  readonly type?: 'string' | 'integer' | 'boolean'
  /**
   * The values that are allowed.
   *
   * @minItems 1
   * @maxItems 50
   */
  readonly enum?: readonly Setting[]
  /**
   * The smallest number.
   */
  readonly minimum?: number
  /**
   * The largest number.
   */
  readonly maximum?: number
  readonly default?: Setting
  /**
   * It counts only when the data is first made. A later change of it is refused, since it would change what apps are told and not the data.
   */
  readonly fixed?: boolean
}
/**
 * How passwords, users, databases, virtual hosts and extensions are put into the running server. In each statement `{value: name}` is the user, database, virtual host or extension that it is about, `{value: pattern}` the same with `\_` for an underscore, `{value: owner}` who it is for, and `{value: secret}` the password. Names hold nothing that a statement would have to escape.
 */
export interface TemplateContents {
  readonly admin: TemplateAdmin
  readonly ping: TemplateStatement
  readonly login: TemplateLogin
  readonly password: TemplateStatement
  readonly database?: TemplateStatement
  readonly vhost?: TemplateStatement
  readonly user?: TemplateStatement
  readonly owner?: TemplateStatement
  readonly extension?: TemplateStatement
}
/**
 * The client that takes statements on its stdin, as the user that may do everything. Exit code 0 says that all went well.
 */
export interface TemplateAdmin {
  readonly user: TemplateValue
  readonly command: TemplateWords
  readonly env?: TemplateEnv
  readonly begin?: TemplateStatement
  readonly end?: TemplateStatement
  readonly password?: TemplateStatement
}
/**
 * Environment of the command, beside that of the container.
 */
export interface TemplateEnv {
  readonly [k: string]: TemplateValue
}
/**
 * Logs in as `{value: name}` in the way that apps do; exit code 0 says that the password works.
 */
export interface TemplateLogin {
  readonly command: TemplateWords
  readonly env?: TemplateEnv
  readonly stdin?: TemplateStatement
}
export interface TemplateBackup {
  /**
   * What a backup is made of. It is restored in the same order.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly parts: readonly TemplatePart[]
  readonly check: RecipeCommand
}
/**
 * One of: `dump` with `restore`; `each` with both, for one part per line; `dump` with `lay`; or `folder`.
 */
export interface TemplatePart {
  readonly name: Name
  /**
   * Settings that it is for, such as `appendonly: "yes"`.
   */
  readonly when?: {
    readonly [k: string]: Setting
  }
  readonly each?: RecipeCommand
  readonly dump?: RecipeCommand
  readonly restore?: RecipeCommand
  readonly compare?: RecipeCommand
  /**
   * `rdb-mark`: takes away the mark that redis-cli leaves at the end of what it prints.
   */
  readonly trim?: 'rdb-mark'
  readonly lay?: TemplateLaidFile
  /**
   * The data folder as a whole; `paused`: the server stands still while it is read.
   */
  readonly folder?: 'paused' | 'running'
}
/**
 * Run inside the container, without a shell. Passwords stand in `env` or `stdin` alone.
 */
export interface RecipeCommand {
  /**
   * The words. A list within the list is left out as a whole while one of its values has no setting.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly command: readonly (readonly TemplateValue[] | TemplateValue)[]
  /**
   * Beside that of the container.
   */
  readonly env?: {
    readonly [k: string]: TemplateValue
  }
  readonly stdin?: TemplateValue
}
/**
 * Where the content is laid before a restored server first starts.
 */
export interface TemplateLaidFile {
  readonly path: RepositoryPath
  /**
   * Small files beside it, by path.
   */
  readonly beside?: {
    /**
     * Lines of text.
     */
    readonly [k: string]: string
  }
}
export interface S3Storage {
  /**
   * The bucket, on a server that speaks S3. It has to be there.
   */
  readonly s3: string
  /**
   * Address of the server without a path. https; http only on loopback, or with `encrypt`. An address of the host itself takes a grant of the host.
   */
  readonly endpoint: string
  /**
   * Region that requests are signed for.
   */
  readonly region?: string
  /**
   * In front of every key, for a bucket that others use too.
   */
  readonly prefix?: string
  readonly credentials: S3CredentialsSource
  readonly encrypt?: Recipients
}
/**
 * Who may write there.
 */
export interface S3CredentialsSource {
  readonly secret: SecretName
}
export interface PathStorage {
  /**
   * A folder of the host, within one that its settings grant for backups; no `..` in it.
   */
  readonly path: string
  readonly encrypt?: Recipients
}
/**
 * Apps that belong together and reach each other by name.
 */
export interface Project {
  readonly labels?: Labels
  readonly env?: Env
  /**
   * Apps by name.
   */
  readonly apps: {
    readonly [k: string]: App
  }
}
/**
 * Labels for selection and for other tools, copied to the containers. Prefixes of Mist, Traefik and Docker are reserved.
 */
export interface Labels {
  /**
   * Text, a number or true/false, without NUL.
   */
  readonly [k: string]: string | number | boolean
}
/**
 * Environment variables, kept exactly as written (01234 stays 01234). `{from: app.host}` takes an output of another app of the project, `{secret: NAME}` a secret.
 */
export interface Env {
  readonly [k: string]: EnvValue
}
/**
 * Either `{from: app.output}` or `{secret: NAME}`.
 */
export interface EnvReference {
  /**
   * `app.output`: host, port, url or domain of an app, or an output of the template of a database. `app.users.name.output` is the same for a user of `with.users`.
   */
  readonly from?: string
  readonly secret?: SecretName
}
/**
 * One app. `image`, `port` and `domains` make a complete one.
 */
export interface App {
  /**
   * Follows from the other keys: `template` makes a database, `domains` or `port` make a web app, else it is a service. When stated it is checked.
   */
  readonly type?: 'web' | 'service' | 'database'
  /**
   * Image reference in lower case, for example `nginx:1.27` or `ghcr.io/acme/shop:1.4.0`. A name without registry is an official one.
   */
  readonly image?: string
  readonly template?: Name
  readonly with?: DatabaseSettings
  readonly git?: Git
  readonly build?: Build
  readonly port?: Port
  /**
   * Hosts that the proxy sends to this app. Without it a web app gets {project}-{app}.{ingress.domain}.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly domains?: readonly Domain[]
  readonly env?: Env
  /**
   * Secrets that the app finds in its environment under their own names.
   *
   * @maxItems 200
   */
  readonly secrets?: readonly SecretName[]
  readonly limits?: Limits
  readonly restart?: Restart
  /**
   * Containers of this app. 0 parks it: kept, not running.
   */
  readonly replicas?: number
  /**
   * Named volumes as `name:/path` or as a map, files of the repository as `./file:/path`, and folders of the host as `/folder:/path`; with `:ro` for reading alone.
   *
   * @maxItems 50
   */
  readonly volumes?: readonly Volume[]
  /**
   * Files that the containers mount for reading, by their place: a path in the repository, or a map. A changed file is a new release.
   */
  readonly files?: {
    readonly [k: string]: File
  }
  readonly command?: Command
  readonly entrypoint?: Command
  /**
   * Apps of the same project that must be healthy before this one starts.
   *
   * @maxItems 100
   */
  readonly dependsOn?: readonly Name[]
  readonly labels?: Labels
  readonly logs?: Logs
  readonly health?: Health
  readonly deploy?: Deploy
  /**
   * Tell every visitor to come back later, with 503 and Retry-After, while the app keeps running: `true`, or a map that names the page they see. With `true` that is the page of `errorPage` for 503.
   */
  readonly maintenance?: MaintenanceMap | boolean
  readonly errorPage?: ErrorPage
  /**
   * Keep every visitor at one container, by a cookie.
   */
  readonly sticky?: boolean
  /**
   * No confirmation removes the volumes of this app, also after the app has left the file.
   */
  readonly protect?: boolean
  readonly backup?: Backup
  /**
   * When git wants a version of a database that cannot open its data: `refuse` leaves it to a person; `dump-restore` stops the server, backs it up, lets one of the new version restore that into a new volume, compares both, and goes over. The old volume is kept. It takes a `backup`.
   */
  readonly upgrade?: 'refuse' | 'dump-restore'
  readonly rename?: RenameSection
  readonly responseTimeout?: Duration
  readonly preview?: Preview
  /**
   * Ports of the host that lead to this app past the proxy: `5432`, `8080:80`, `127.0.0.1:8080:80/tcp`, or a map. Addresses beyond loopback need a grant in the settings of the host. Such an app cannot be replaced without downtime.
   *
   * @maxItems 50
   */
  readonly publish?: readonly Publish[]
}
export interface DatabaseSettings {
  readonly password?: DatabasePassword
  /**
   * Another number gives every user of the database another derived password. It is changed in the database first, then the database and those who refer to it are started anew.
   */
  readonly passwordVersion?: number
  /**
   * Further databases. They are made when they are missing, and never dropped.
   *
   * @maxItems 100
   */
  readonly databases?: readonly DatabaseName[]
  /**
   * Further virtual hosts. They are made when they are missing, with all rights for the user of the settings, and never removed.
   *
   * @maxItems 100
   */
  readonly vhosts?: readonly DatabaseName[]
  /**
   * Further users, each with a password of its own. They are made when they are missing, and never dropped. `{from: db.users.reader.url}` tells an app how to reach the database as one of them.
   *
   * @maxItems 100
   */
  readonly users?: readonly DatabaseUser[]
  /**
   * Extensions of the database, such as `pg_trgm`. They are made when they are missing, and never dropped.
   *
   * @maxItems 100
   */
  readonly extensions?: readonly string[]
  readonly [k: string]: unknown
}
/**
 * The password of the user, in place of one that is derived from the key of the instance. It is changed in the database as soon as the secret changes.
 */
export interface DatabasePassword {
  readonly secret: SecretName
}
export interface DatabaseUser1 {
  readonly name: DatabaseUserName
  /**
   * A database or virtual host of this server in which it may do everything: the one of the app, or one of `databases` or `vhosts`.
   */
  readonly owns?: string
}
export interface GitMap {
  readonly url: GitUrl
  readonly ref?: GitRef
}
export interface BuildMap {
  readonly path?: RepositoryPath
  readonly dockerfile?: RepositoryPath
  /**
   * Stage of the Dockerfile to build: letters, digits and `. _ -`.
   */
  readonly target?: string
  /**
   * Build arguments; apart from `env`, which never enters a build.
   */
  readonly args?: {
    /**
     * Text, a number or true/false, without NUL.
     */
    readonly [k: string]: string | number | boolean
  }
  readonly secrets?: BuildSecrets
  /**
   * Files and folders, from the root of the repository, that the build depends on: a commit that changes none of them builds nothing. They and the Dockerfile are all that the build gets to see of `path`, so that no image is older than what it was made of. Without it that is everything below `path`.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly watch?: readonly RepositoryPath[]
}
/**
 * Ids, and the secrets that stand behind them.
 */
export interface BuildSecrets {
  readonly [k: string]: BuildSecret
}
export interface BuildSecret {
  readonly secret: SecretName
}
export interface DomainMap {
  readonly host: DomainHost
  readonly path?: Path
  readonly redirect?: Host
  /**
   * Whether browsers may remember the redirect.
   */
  readonly permanent?: boolean
  /**
   * Serve over HTTPS, and lead plain HTTP there; with a key pair, that one is shown. By itself it is on where `ingress.acme` is set and the host is not below `localhost`.
   */
  readonly tls?: OwnCertificate | boolean
  /**
   * Serve plain HTTP beside HTTPS instead of leading it there.
   */
  readonly plainHttp?: boolean
  readonly hsts?: Hsts
  /**
   * Take the path away before the app sees the request.
   */
  readonly strip?: boolean
  readonly auth?: Auth
  /**
   * Addresses and CIDR blocks that may come in. Everybody else gets 403.
   *
   * @minItems 1
   * @maxItems 200
   */
  readonly allow?: readonly string[]
  /**
   * Headers to set on every answer, as `Name: value`. An empty value takes a header away.
   */
  readonly headers?: {
    /**
     * Text of printable ASCII.
     */
    readonly [k: string]: string
  }
  readonly rateLimit?: RateLimit
  readonly maxBody?: Size
  /**
   * Compress answers for browsers that can read it.
   */
  readonly compress?: boolean
}
export interface OwnCertificate {
  readonly cert: CertSecret
  readonly key: KeySecret
}
/**
 * The certificate of this host and those of who issued it, in PEM and in this order.
 */
export interface CertSecret {
  readonly secret: SecretName
}
/**
 * The key of the certificate, in PEM and without a passphrase.
 */
export interface KeySecret {
  readonly secret: SecretName
}
export interface Hsts1 {
  readonly maxAge?: Duration
  /**
   * For every name below the host too.
   */
  readonly includeSubdomains?: boolean
  /**
   * Agree to be listed in browsers. It needs `includeSubdomains` and a year.
   */
  readonly preload?: boolean
}
/**
 * Who may come in.
 */
export interface Auth {
  /**
   * Lines of htpasswd with bcrypt, as `htpasswd -nB name` prints them, or a secret that holds such lines.
   */
  readonly basic: AuthSecret | readonly string[]
}
export interface AuthSecret {
  readonly secret: SecretName
}
/**
 * For every visiting address, such as `{ average: 50, burst: 100, period: 1s }`; beyond it the answer is 429.
 */
export interface RateLimit {
  /**
   * Requests within `period` in the long run.
   */
  readonly average: number
  /**
   * Requests at once. By itself as many as `average`.
   */
  readonly burst?: number
  readonly period?: Duration
}
export interface VolumeMap {
  readonly name: Name
  readonly path: ContainerPath
  /**
   * Mount it without write access.
   */
  readonly readOnly?: boolean
  readonly backup?: VolumeBackup
}
export interface VolumeBackup {
  readonly schedule: CronText
  /**
   * The timezone that the schedule is meant in.
   */
  readonly timezone?: string
  readonly to: Name
  readonly keep?: Retention
  /**
   * How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.
   */
  readonly verify?: 'daily' | 'weekly' | 'monthly'
  /**
   * Containers of the app stand still while the volume is read, so that it is kept as it is at one moment.
   */
  readonly pause?: boolean
}
/**
 * How many backups are kept: those that any of these keeps; one that is not named is 0. A number alone is not taken, since it could mean backups or days: the newest three are `{ last: 3 }`. Of several of a day, week or month the newest counts. Nothing younger than two days is removed. Without it `{ daily: 7, weekly: 4 }`.
 */
export interface Retention {
  /**
   * The newest ones, whenever they were made.
   */
  readonly last?: number
  /**
   * One for each of so many days that have one.
   */
  readonly daily?: number
  /**
   * One for each of so many weeks that have one; a week begins on Monday.
   */
  readonly weekly?: number
  /**
   * One for each of so many months that have one.
   */
  readonly monthly?: number
}
/**
 * One of `from`, `content` and `secret`, and how the file is laid down.
 */
export interface FileMap {
  readonly from?: SourceFile
  /**
   * The text of the file itself.
   */
  readonly content?: string
  readonly secret?: SecretName
  /**
   * Four octal digits in quotes, without write permission. Without it "0444", for a secret "0400", and "0555" for what is executable in git.
   */
  readonly mode?: string
  /**
   * The user that owns it; without it the one that runs Mist. It takes a mistd that runs as root.
   */
  readonly uid?: number
  /**
   * The group that owns it.
   */
  readonly gid?: number
}
export interface HealthMap {
  readonly path?: HealthPath
  /**
   * Good answers to `path`: one status, or a range such as `200-299`.
   */
  readonly status?: number | string
  readonly port?: Port
  /**
   * `true` or a port: it is ready when the port accepts connections. `true` means the port of the app.
   */
  readonly tcp?: true | Port
  readonly cmd?: Command
  readonly interval?: Duration
  readonly timeout?: Duration
  /**
   * Failures of `cmd` in a row that make the container unhealthy.
   */
  readonly retries?: number
  readonly startPeriod?: Duration
}
/**
 * How a new version comes out. None of it but `stop` takes a new container to change.
 */
export interface Deploy {
  /**
   * `rolling` starts the new containers beside the old ones, `recreate` stops the old ones first, `canary` is rolling with a growing share of the requests. Apps that publish a port of the host or write to a volume are always recreated.
   */
  readonly strategy?: 'rolling' | 'recreate' | 'canary'
  readonly pre?: Command
  readonly timeout?: Duration
  readonly window?: Duration
  readonly drain?: Duration
  readonly stop?: Duration
  /**
   * Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.
   */
  readonly keep?: number
  readonly canary?: Canary
}
/**
 * The steps of the strategy canary. When the new containers fail their checks the route goes back at once.
 */
export interface Canary {
  /**
   * Per cent of the requests that the new version gets, step by step, ascending. All of them come last by themselves.
   *
   * @minItems 1
   * @maxItems 20
   */
  readonly weights?: readonly number[]
  readonly every?: Duration
}
export interface MaintenanceMap {
  readonly app: PageApp
  readonly path?: PagePath
}
export interface Backup {
  readonly schedule: CronText
  /**
   * The timezone that the schedule is meant in.
   */
  readonly timezone?: string
  readonly to: Name
  readonly keep?: Retention
  /**
   * How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.
   */
  readonly verify?: 'daily' | 'weekly' | 'monthly'
}
/**
 * This app had another name in the same project: it keeps the volumes, which bear that name for good. Leave it in the file.
 */
export interface RenameSection {
  readonly from: Name
}
/**
 * Runs branches of the source of this app as apps of their own, `<app>-<branch>`, for as long as each is there and young. Only for apps that are built. A preview has its own containers, domain and volumes, one replica and no port of the host.
 */
export interface Preview {
  /**
   * Which branches: a pattern or a list of them. `*` stands for anything but a slash, `**` for anything, and `!` in front leaves out what matches. The branch that the app itself is built from is never among them.
   */
  readonly branches: readonly BranchPattern[] | BranchPattern
  /**
   * How many run at a time: those whose last commits are the newest.
   */
  readonly limit?: number
  readonly ttl?: Duration
  readonly env?: Env
  readonly buildSecrets?: BuildSecrets
  /**
   * Where previews are served: `*.preview.example.com` gives `<project>-<app>-<branch>.preview.example.com`. Without it below `ingress.domain`.
   */
  readonly domain?: string
}
export interface PublishMap {
  /**
   * Address of the host.
   */
  readonly address?: string
  readonly port: Port
  readonly container?: Port
  /**
   * Protocol of the port.
   */
  readonly protocol?: 'tcp' | 'udp'
}
/**
 * What Mist may do on its own.
 */
export interface PolicySection {
  /**
   * Remove containers, routes and networks that git no longer has. Volumes are never removed by this.
   */
  readonly prune?: boolean
  /**
   * What happens when somebody changes the host by hand: `correct` puts it back, `report` only shows it.
   */
  readonly drift?: 'correct' | 'report'
}

/** schema/mist.schema.json as a value, so that no file is read at run time. */
export const manifestSchema: Readonly<Record<string, unknown>> = {
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://mist.example/schema/mist.schema.json",
  "title": "Manifest",
  "description": "mist.yaml: what shall run on a Docker host. Commit it to a git repository; mistd converges the host to it.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "version"
  ],
  "patternProperties": {
    "^x-": {
      "description": "Free for anchors and notes; never read."
    }
  },
  "properties": {
    "version": {
      "description": "Version of the format.",
      "const": 1
    },
    "include": {
      "description": "More files of the same shape in the same repository, merged by name. A name that is defined twice is an error that names both places.",
      "type": "array",
      "items": {
        "$ref": "#/definitions/includePattern"
      },
      "maxItems": 100,
      "examples": [
        [
          "apps/*.yaml"
        ]
      ]
    },
    "secrets": {
      "description": "A file of encrypted values beside this one, in the same repository. What the host itself holds under a name goes before it.",
      "$ref": "#/definitions/repositoryPath",
      "examples": [
        "secrets.age.yaml"
      ]
    },
    "ingress": {
      "$ref": "#/definitions/ingress"
    },
    "defaults": {
      "$ref": "#/definitions/defaults"
    },
    "templates": {
      "description": "Templates of databases by name, beside the built-in ones: one that extends another, or one of your own.",
      "type": "object",
      "maxProperties": 100,
      "propertyNames": {
        "$ref": "#/definitions/name"
      },
      "additionalProperties": {
        "$ref": "#/definitions/namedTemplate"
      }
    },
    "storage": {
      "description": "Places for backups by name, for `to` of a backup.",
      "type": "object",
      "maxProperties": 20,
      "propertyNames": {
        "$ref": "#/definitions/name"
      },
      "additionalProperties": {
        "$ref": "#/definitions/storage"
      }
    },
    "projects": {
      "description": "Projects by name. Each has a network of its own.",
      "type": "object",
      "propertyNames": {
        "$ref": "#/definitions/name"
      },
      "additionalProperties": {
        "$ref": "#/definitions/project"
      }
    },
    "policy": {
      "$ref": "#/definitions/policy"
    }
  },
  "definitions": {
    "name": {
      "description": "Lowercase letters, digits and hyphens, at most 40 characters, beginning and ending with a letter or digit.",
      "type": "string",
      "pattern": "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
    },
    "includePattern": {
      "description": "A path from the root of the repository that ends in .yaml or .yml; its last part may hold `*`.",
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "pattern": "^(?!-)(?!.*\\.\\.)([A-Za-z0-9._@+~=-]+/)*[A-Za-z0-9._@+~=*-]*\\.ya?ml$"
    },
    "ingress": {
      "title": "Ingress",
      "description": "How web apps are reached.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "domain": {
          "description": "Web apps without domains get {project}-{app}.{domain}.",
          "$ref": "#/definitions/host",
          "default": "localhost",
          "examples": [
            "apps.example.com"
          ]
        },
        "acme": {
          "$ref": "#/definitions/acme"
        }
      }
    },
    "acme": {
      "title": "Acme",
      "description": "Certificates from an ACME server, Let's Encrypt unless the settings of the host name another. With this every host has HTTPS, and plain HTTP leads there; `localhost` and names below it have none.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "email"
      ],
      "properties": {
        "email": {
          "description": "Of the account: the server writes to it when something is wrong with a certificate.",
          "type": "string",
          "pattern": "^[A-Za-z0-9._+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$",
          "maxLength": 254,
          "examples": [
            "ops@example.com"
          ]
        },
        "dns": {
          "description": "Prove ownership by DNS-01 through this provider of Traefik, as wildcards need it; its credentials are in the settings of the host. Without it by HTTP-01.",
          "type": "string",
          "pattern": "^[a-z0-9]{2,40}$",
          "examples": [
            "cloudflare",
            "hetzner"
          ]
        }
      }
    },
    "defaults": {
      "title": "Defaults",
      "description": "The lowest layer under every app.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "restart": {
          "$ref": "#/definitions/restart"
        },
        "limits": {
          "$ref": "#/definitions/limits"
        },
        "logs": {
          "$ref": "#/definitions/logs"
        },
        "deploy": {
          "$ref": "#/definitions/deployDefaults"
        },
        "errorPage": {
          "$ref": "#/definitions/errorPage"
        }
      }
    },
    "databaseSettings": {
      "title": "DatabaseSettings",
      "type": "object",
      "maxProperties": 50,
      "propertyNames": {
        "$ref": "#/definitions/parameterName"
      },
      "properties": {
        "password": {
          "title": "DatabasePassword",
          "description": "The password of the user, in place of one that is derived from the key of the instance. It is changed in the database as soon as the secret changes.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "secret"
          ],
          "properties": {
            "secret": {
              "description": "The name of a secret; its value is shown nowhere.",
              "$ref": "#/definitions/secretName"
            }
          }
        },
        "passwordVersion": {
          "description": "Another number gives every user of the database another derived password. It is changed in the database first, then the database and those who refer to it are started anew.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000,
          "default": 1
        },
        "databases": {
          "description": "Further databases. They are made when they are missing, and never dropped.",
          "type": "array",
          "maxItems": 100,
          "uniqueItems": true,
          "items": {
            "$ref": "#/definitions/databaseName"
          },
          "examples": [
            [
              "reports"
            ]
          ]
        },
        "vhosts": {
          "description": "Further virtual hosts. They are made when they are missing, with all rights for the user of the settings, and never removed.",
          "type": "array",
          "maxItems": 100,
          "uniqueItems": true,
          "items": {
            "$ref": "#/definitions/databaseName"
          },
          "examples": [
            [
              "orders"
            ]
          ]
        },
        "users": {
          "description": "Further users, each with a password of its own. They are made when they are missing, and never dropped. `{from: db.users.reader.url}` tells an app how to reach the database as one of them.",
          "type": "array",
          "maxItems": 100,
          "items": {
            "$ref": "#/definitions/databaseUser"
          },
          "examples": [
            [
              "reader",
              {
                "name": "writer",
                "owns": "reports"
              }
            ]
          ]
        },
        "extensions": {
          "description": "Extensions of the database, such as `pg_trgm`. They are made when they are missing, and never dropped.",
          "type": "array",
          "maxItems": 100,
          "uniqueItems": true,
          "items": {
            "description": "Lowercase letters, digits, underscores and hyphens.",
            "type": "string",
            "maxLength": 63,
            "pattern": "^[a-z][a-z0-9_-]*$"
          },
          "examples": [
            [
              "pg_trgm"
            ]
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/definitions/setting"
      }
    },
    "databaseName": {
      "description": "Lowercase letters, digits and underscores, not beginning with a digit.",
      "type": "string",
      "maxLength": 63,
      "pattern": "^[a-z_][a-z0-9_]*$"
    },
    "databaseUser": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "DatabaseUser",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name"
        ],
        "properties": {
          "name": {
            "$ref": "#/definitions/databaseUserName"
          },
          "owns": {
            "description": "A database or virtual host of this server in which it may do everything: the one of the app, or one of `databases` or `vhosts`.",
            "type": "string",
            "maxLength": 63,
            "pattern": "^(/|[a-z_][a-z0-9_]*)$"
          }
        }
      },
      "else": {
        "$ref": "#/definitions/databaseUserName"
      }
    },
    "databaseUserName": {
      "description": "Lowercase letters, digits and underscores, not beginning with a digit.",
      "type": "string",
      "maxLength": 32,
      "pattern": "^[a-z_][a-z0-9_]*$"
    },
    "settings": {
      "type": "object",
      "maxProperties": 50,
      "propertyNames": {
        "$ref": "#/definitions/parameterName"
      },
      "additionalProperties": {
        "$ref": "#/definitions/setting"
      }
    },
    "setting": {
      "description": "Text, a number or true/false.",
      "type": [
        "string",
        "number",
        "boolean"
      ],
      "maxLength": 1024,
      "pattern": "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"
    },
    "parameterName": {
      "description": "Letters and digits, beginning with a lowercase letter.",
      "type": "string",
      "maxLength": 40,
      "pattern": "^[a-z][A-Za-z0-9]*$"
    },
    "version": {
      "description": "A tag of the image, such as `17` or `17.2`.",
      "type": [
        "string",
        "number"
      ],
      "maxLength": 128,
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"
    },
    "imageName": {
      "description": "An image without a tag, in lower case, for example `postgres` or `registry.example.com/postgres`.",
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "pattern": "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$"
    },
    "namedTemplate": {
      "if": {
        "type": "object",
        "properties": {
          "extends": {}
        },
        "required": [
          "extends"
        ]
      },
      "then": {
        "title": "ExtendedTemplate",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "extends"
        ],
        "properties": {
          "extends": {
            "description": "The template that this one is made from.",
            "$ref": "#/definitions/name",
            "examples": [
              "postgres"
            ]
          },
          "description": {
            "description": "What it is for, in one sentence.",
            "$ref": "#/definitions/sentence"
          },
          "image": {
            "description": "Where the image comes from instead, for example a registry of your own. It must be the same software.",
            "$ref": "#/definitions/imageName"
          },
          "version": {
            "description": "The version that is taken when `with` names none.",
            "$ref": "#/definitions/version"
          },
          "limits": {
            "$ref": "#/definitions/limits"
          },
          "with": {
            "description": "Settings in place of those of the template; an app may still say otherwise.",
            "$ref": "#/definitions/settings"
          }
        }
      },
      "else": {
        "$ref": "#/definitions/template"
      },
      "examples": [
        {
          "extends": "postgres",
          "version": "16",
          "limits": {
            "memory": "256m"
          }
        }
      ]
    },
    "sentence": {
      "description": "One line of text.",
      "type": "string",
      "minLength": 1,
      "maxLength": 300,
      "pattern": "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"
    },
    "template": {
      "title": "Template",
      "description": "A database, as data: its image and versions, how it is started and asked for its health, and what other apps may know of it.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "description",
        "image",
        "version",
        "versions",
        "port",
        "health",
        "upgrade"
      ],
      "properties": {
        "description": {
          "description": "What it is, in one sentence.",
          "$ref": "#/definitions/sentence"
        },
        "image": {
          "description": "The image; the version is its tag.",
          "$ref": "#/definitions/imageName"
        },
        "version": {
          "description": "The version that is taken when `with` names none.",
          "$ref": "#/definitions/version"
        },
        "versions": {
          "description": "Lines of versions. `16` stands for 16.4 and 16-alpine as well. What one line wrote, another may not be able to read: see `upgrade`.",
          "type": "object",
          "minProperties": 1,
          "maxProperties": 50,
          "propertyNames": {
            "description": "The beginning of a tag, up to a dot or hyphen.",
            "type": "string",
            "maxLength": 64,
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"
          },
          "additionalProperties": {
            "title": "TemplateVersion",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "volume"
            ],
            "properties": {
              "volume": {
                "description": "Where the data lies in the container.",
                "$ref": "#/definitions/containerPath",
                "examples": [
                  "/var/lib/postgresql/data"
                ]
              }
            }
          }
        },
        "upgrade": {
          "description": "Which line of versions can open data that another one wrote: `newer` every newer one, `never` none but the same line, `dump-restore` the same, and a backup can be restored by a newer one. An older one never can.",
          "enum": [
            "never",
            "newer",
            "dump-restore"
          ]
        },
        "port": {
          "description": "The port it listens on.",
          "$ref": "#/definitions/port"
        },
        "env": {
          "description": "Environment of the container. A variable whose value has no setting is left out.",
          "type": "object",
          "maxProperties": 100,
          "propertyNames": {
            "$ref": "#/definitions/envName"
          },
          "additionalProperties": {
            "$ref": "#/definitions/templateValue"
          }
        },
        "command": {
          "description": "Arguments for the entrypoint of the image. A list within the list is left out as a whole while one of its values has no setting.",
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "if": {
              "type": "array"
            },
            "then": {
              "type": "array",
              "minItems": 1,
              "maxItems": 20,
              "items": {
                "$ref": "#/definitions/templateValue"
              }
            },
            "else": {
              "$ref": "#/definitions/templateValue"
            }
          }
        },
        "health": {
          "description": "Run inside the container, without a shell; exit code 0 is healthy.",
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "#/definitions/templateValue"
          }
        },
        "healthEvery": {
          "description": "Time between two of them; the first comes after as long.",
          "$ref": "#/definitions/duration",
          "default": "5s"
        },
        "outputs": {
          "description": "What other apps may refer to with `{from: app.output}`, beside host and port.",
          "type": "object",
          "maxProperties": 50,
          "propertyNames": {
            "$ref": "#/definitions/parameterName"
          },
          "additionalProperties": {
            "$ref": "#/definitions/templateValue"
          }
        },
        "parameters": {
          "description": "What `with` may set.",
          "type": "object",
          "maxProperties": 50,
          "propertyNames": {
            "$ref": "#/definitions/parameterName"
          },
          "additionalProperties": {
            "$ref": "#/definitions/parameter"
          }
        },
        "files": {
          "description": "Files that are mounted for reading, by their path in the container. One may hold a password, where a program takes it in no other way.",
          "type": "object",
          "maxProperties": 20,
          "propertyNames": {
            "$ref": "#/definitions/containerPath"
          },
          "additionalProperties": {
            "$ref": "#/definitions/templateFile"
          }
        },
        "passwords": {
          "description": "Who knows the passwords: `data`, where the server keeps them in its data and they have to be changed there; `start`, where it is told anew with every start.",
          "enum": [
            "data",
            "start"
          ],
          "default": "data"
        },
        "contents": {
          "$ref": "#/definitions/templateContents"
        },
        "limits": {
          "description": "Recommended; the app may say otherwise.",
          "$ref": "#/definitions/limits"
        },
        "startup": {
          "description": "How long it may take to become healthy, after a crash or with much data.",
          "$ref": "#/definitions/duration",
          "default": "10m"
        },
        "stop": {
          "description": "How long it gets between SIGTERM and SIGKILL.",
          "$ref": "#/definitions/duration",
          "default": "1m"
        },
        "backup": {
          "description": "How the server is asked for all that it holds, and how it takes it back. Without it an app with this template cannot have `backup`.",
          "$ref": "#/definitions/recipe"
        }
      }
    },
    "templateFile": {
      "title": "TemplateFile",
      "description": "The lines of a file. A line whose value has no setting is left out.",
      "type": "array",
      "minItems": 1,
      "maxItems": 100,
      "items": {
        "$ref": "#/definitions/templateValue"
      }
    },
    "templateContents": {
      "title": "TemplateContents",
      "description": "How passwords, users, databases, virtual hosts and extensions are put into the running server. In each statement `{value: name}` is the user, database, virtual host or extension that it is about, `{value: pattern}` the same with `\\_` for an underscore, `{value: owner}` who it is for, and `{value: secret}` the password. Names hold nothing that a statement would have to escape.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "admin",
        "ping",
        "login",
        "password"
      ],
      "properties": {
        "admin": {
          "title": "TemplateAdmin",
          "description": "The client that takes statements on its stdin, as the user that may do everything. Exit code 0 says that all went well.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "user",
            "command"
          ],
          "properties": {
            "user": {
              "description": "Its name. A user other than the one of the settings has a password of its own.",
              "$ref": "#/definitions/templateValue"
            },
            "command": {
              "$ref": "#/definitions/templateWords"
            },
            "env": {
              "$ref": "#/definitions/templateEnv"
            },
            "begin": {
              "description": "What stands before the statements each time, such as a login: `{value: name}` and `{value: secret}` are the administrator and its password.",
              "$ref": "#/definitions/templateStatement"
            },
            "end": {
              "description": "What stands behind them each time.",
              "$ref": "#/definitions/templateStatement"
            },
            "password": {
              "description": "What gives the administrator another password, as the last of all. Not needed for the user of the settings where the client asks for no password.",
              "$ref": "#/definitions/templateStatement"
            }
          }
        },
        "ping": {
          "description": "A statement that does nothing.",
          "$ref": "#/definitions/templateStatement"
        },
        "login": {
          "title": "TemplateLogin",
          "description": "Logs in as `{value: name}` in the way that apps do; exit code 0 says that the password works.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "command"
          ],
          "properties": {
            "command": {
              "$ref": "#/definitions/templateWords"
            },
            "env": {
              "$ref": "#/definitions/templateEnv"
            },
            "stdin": {
              "$ref": "#/definitions/templateStatement"
            }
          }
        },
        "password": {
          "description": "Gives a user that is there another password.",
          "$ref": "#/definitions/templateStatement"
        },
        "database": {
          "description": "Makes a database that is missing. With it `databases` may stand in `with`.",
          "$ref": "#/definitions/templateStatement"
        },
        "vhost": {
          "description": "Makes a virtual host that is missing. With it `vhosts` may stand in `with`.",
          "$ref": "#/definitions/templateStatement"
        },
        "user": {
          "description": "Makes a user that is missing, with its password.",
          "$ref": "#/definitions/templateStatement"
        },
        "owner": {
          "description": "Lets the user `{value: owner}` do everything in the database or virtual host `{value: name}`.",
          "$ref": "#/definitions/templateStatement"
        },
        "extension": {
          "description": "Makes an extension that is missing.",
          "$ref": "#/definitions/templateStatement"
        }
      }
    },
    "templateWords": {
      "description": "Run inside of the container, without a shell. No password may stand in it.",
      "type": "array",
      "minItems": 1,
      "maxItems": 50,
      "items": {
        "$ref": "#/definitions/templateValue"
      }
    },
    "templateEnv": {
      "description": "Environment of the command, beside that of the container.",
      "type": "object",
      "maxProperties": 20,
      "propertyNames": {
        "$ref": "#/definitions/envName"
      },
      "additionalProperties": {
        "$ref": "#/definitions/templateValue"
      }
    },
    "templateStatement": {
      "description": "Lines for the stdin of the client.",
      "type": "array",
      "minItems": 1,
      "maxItems": 20,
      "items": {
        "$ref": "#/definitions/templateValue"
      }
    },
    "parameter": {
      "title": "TemplateParameter",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "description"
      ],
      "properties": {
        "description": {
          "description": "What it sets. It is the help of every diagnostic.",
          "$ref": "#/definitions/sentence"
        },
        "type": {
          "description": "What a value must be.",
          "enum": [
            "string",
            "integer",
            "boolean"
          ],
          "default": "string"
        },
        "enum": {
          "description": "The values that are allowed.",
          "type": "array",
          "minItems": 1,
          "maxItems": 50,
          "items": {
            "$ref": "#/definitions/setting"
          }
        },
        "minimum": {
          "description": "The smallest number.",
          "type": "integer"
        },
        "maximum": {
          "description": "The largest number.",
          "type": "integer"
        },
        "default": {
          "description": "Taken when nothing is said. Without it the parameter may be left out.",
          "$ref": "#/definitions/setting"
        },
        "fixed": {
          "description": "It counts only when the data is first made. A later change of it is refused, since it would change what apps are told and not the data.",
          "type": "boolean",
          "default": false
        }
      }
    },
    "templateValue": {
      "description": "A text, or one of: `{value: name}` for a setting, `password`, `host`, `port` or `version`; `{passwordOf: user}`; `{join: [...]}`; `{url: ...}`.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "TemplateValueMap",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "value": {
            "description": "The value of a parameter, or `password` of the user, `host`, `port` or `version`.",
            "$ref": "#/definitions/parameterName"
          },
          "passwordOf": {
            "description": "The password of a user with this fixed name.",
            "type": "string",
            "maxLength": 63,
            "pattern": "^[a-z][a-z0-9_-]*$"
          },
          "join": {
            "description": "Parts put together.",
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
              "$ref": "#/definitions/templateValue"
            }
          },
          "url": {
            "title": "TemplateUrl",
            "description": "An address at the host and port of the database. Everything in it is encoded as an address needs it.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "scheme"
            ],
            "properties": {
              "scheme": {
                "description": "Lowercase letters, digits and `+ . -`.",
                "type": "string",
                "maxLength": 20,
                "pattern": "^[a-z][a-z0-9+.-]*$"
              },
              "user": {
                "$ref": "#/definitions/templateValue"
              },
              "password": {
                "$ref": "#/definitions/templateValue"
              },
              "path": {
                "$ref": "#/definitions/templateValue"
              },
              "query": {
                "description": "What stands behind the question mark, as it is.",
                "type": "string",
                "maxLength": 200,
                "pattern": "^[A-Za-z0-9._~=&-]*$"
              }
            }
          }
        }
      },
      "else": {
        "description": "Text, a number or true/false.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "maxLength": 1024,
        "pattern": "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"
      }
    },
    "recipe": {
      "title": "TemplateBackup",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "parts",
        "check"
      ],
      "properties": {
        "parts": {
          "description": "What a backup is made of. It is restored in the same order.",
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "$ref": "#/definitions/recipePart"
          }
        },
        "check": {
          "description": "Run after a restore: exit code 0 says that the server knows its data.",
          "$ref": "#/definitions/recipeCommand"
        }
      }
    },
    "recipePart": {
      "title": "TemplatePart",
      "description": "One of: `dump` with `restore`; `each` with both, for one part per line; `dump` with `lay`; or `folder`.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "name"
      ],
      "properties": {
        "name": {
          "description": "Its name in the backup.",
          "$ref": "#/definitions/name"
        },
        "when": {
          "description": "Settings that it is for, such as `appendonly: \"yes\"`.",
          "type": "object",
          "maxProperties": 10,
          "propertyNames": {
            "$ref": "#/definitions/parameterName"
          },
          "additionalProperties": {
            "$ref": "#/definitions/setting"
          }
        },
        "each": {
          "description": "Prints a line for every part that there shall be; `{value: part}` is the line.",
          "$ref": "#/definitions/recipeCommand"
        },
        "dump": {
          "description": "Prints the content of the part. Another exit code than 0, or an error on stderr, means that there is no backup.",
          "$ref": "#/definitions/recipeCommand"
        },
        "restore": {
          "description": "Reads the content of the part from stdin, after the text of its own `stdin`.",
          "$ref": "#/definitions/recipeCommand"
        },
        "compare": {
          "description": "Beside `restore`: prints what two servers with the same data answer alike, such as the rows of each table. Asked before an upgrade and after it; the order of the lines does not count.",
          "$ref": "#/definitions/recipeCommand"
        },
        "trim": {
          "description": "`rdb-mark`: takes away the mark that redis-cli leaves at the end of what it prints.",
          "enum": [
            "rdb-mark"
          ]
        },
        "lay": {
          "title": "TemplateLaidFile",
          "description": "Where the content is laid before a restored server first starts.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "path"
          ],
          "properties": {
            "path": {
              "description": "Relative to the data folder.",
              "$ref": "#/definitions/repositoryPath"
            },
            "beside": {
              "description": "Small files beside it, by path.",
              "type": "object",
              "maxProperties": 10,
              "propertyNames": {
                "$ref": "#/definitions/repositoryPath"
              },
              "additionalProperties": {
                "description": "Lines of text.",
                "type": "string",
                "maxLength": 1024,
                "pattern": "^[^\\u0000-\\u0009\\u000b-\\u001f\\ud800-\\udfff]*$"
              }
            }
          }
        },
        "folder": {
          "description": "The data folder as a whole; `paused`: the server stands still while it is read.",
          "enum": [
            "paused",
            "running"
          ]
        }
      }
    },
    "recipeCommand": {
      "title": "RecipeCommand",
      "description": "Run inside the container, without a shell. Passwords stand in `env` or `stdin` alone.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "command"
      ],
      "properties": {
        "command": {
          "description": "The words. A list within the list is left out as a whole while one of its values has no setting.",
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "if": {
              "type": "array"
            },
            "then": {
              "type": "array",
              "minItems": 1,
              "maxItems": 20,
              "items": {
                "$ref": "#/definitions/templateValue"
              }
            },
            "else": {
              "$ref": "#/definitions/templateValue"
            }
          }
        },
        "env": {
          "description": "Beside that of the container.",
          "type": "object",
          "maxProperties": 20,
          "propertyNames": {
            "$ref": "#/definitions/envName"
          },
          "additionalProperties": {
            "$ref": "#/definitions/templateValue"
          }
        },
        "stdin": {
          "description": "What it reads from stdin, with a line feed at the end.",
          "$ref": "#/definitions/templateValue"
        }
      }
    },
    "storage": {
      "if": {
        "type": "object",
        "properties": {
          "s3": {}
        },
        "required": [
          "s3"
        ]
      },
      "then": {
        "title": "S3Storage",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "s3",
          "endpoint",
          "credentials"
        ],
        "properties": {
          "s3": {
            "description": "The bucket, on a server that speaks S3. It has to be there.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
            "examples": [
              "mist-backups"
            ]
          },
          "endpoint": {
            "description": "Address of the server without a path. https; http only on loopback, or with `encrypt`. An address of the host itself takes a grant of the host.",
            "type": "string",
            "pattern": "^https?://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?){0,20}|\\[[0-9a-fA-F:.]{2,45}\\])(:[0-9]{1,5})?/?$",
            "maxLength": 300,
            "examples": [
              "https://s3.example.com"
            ]
          },
          "region": {
            "description": "Region that requests are signed for.",
            "type": "string",
            "pattern": "^[A-Za-z0-9-]{1,60}$",
            "default": "us-east-1",
            "examples": [
              "eu-central-1"
            ]
          },
          "prefix": {
            "description": "In front of every key, for a bucket that others use too.",
            "type": "string",
            "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$",
            "maxLength": 100,
            "examples": [
              "hosts/prod"
            ]
          },
          "credentials": {
            "title": "S3CredentialsSource",
            "description": "Who may write there.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "secret"
            ],
            "properties": {
              "secret": {
                "description": "The name of a secret that holds one line, ACCESS_KEY_ID:SECRET_ACCESS_KEY.",
                "$ref": "#/definitions/secretName"
              }
            }
          },
          "encrypt": {
            "$ref": "#/definitions/recipients"
          }
        }
      },
      "else": {
        "title": "PathStorage",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "path"
        ],
        "properties": {
          "path": {
            "description": "A folder of the host, within one that its settings grant for backups; no `..` in it.",
            "type": "string",
            "pattern": "^/(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))[A-Za-z0-9._/@+~=-]+$",
            "maxLength": 400,
            "examples": [
              "/srv/backups"
            ]
          },
          "encrypt": {
            "$ref": "#/definitions/recipients"
          }
        }
      },
      "examples": [
        {
          "path": "/srv/backups"
        }
      ]
    },
    "recipients": {
      "description": "Public keys of age. What goes there is encrypted for all of them; a restore takes the identity of one. Without it nothing is encrypted.",
      "type": "array",
      "minItems": 1,
      "maxItems": 20,
      "items": {
        "description": "A public key of age, as `mistctl secret keygen` shows it.",
        "type": "string",
        "pattern": "^age1[a-z0-9]{8,4000}$",
        "maxLength": 4004
      }
    },
    "policy": {
      "title": "PolicySection",
      "description": "What Mist may do on its own.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "prune": {
          "description": "Remove containers, routes and networks that git no longer has. Volumes are never removed by this.",
          "type": "boolean",
          "default": true
        },
        "drift": {
          "description": "What happens when somebody changes the host by hand: `correct` puts it back, `report` only shows it.",
          "enum": [
            "correct",
            "report"
          ],
          "default": "correct"
        }
      }
    },
    "project": {
      "title": "Project",
      "description": "Apps that belong together and reach each other by name.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "labels": {
          "$ref": "#/definitions/labels"
        },
        "env": {
          "description": "Environment of every app of the project but its databases; the app's own wins.",
          "$ref": "#/definitions/env"
        },
        "apps": {
          "description": "Apps by name.",
          "type": "object",
          "propertyNames": {
            "$ref": "#/definitions/name"
          },
          "additionalProperties": {
            "$ref": "#/definitions/app"
          }
        }
      },
      "required": [
        "apps"
      ]
    },
    "app": {
      "title": "App",
      "description": "One app. `image`, `port` and `domains` make a complete one.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "type": {
          "description": "Follows from the other keys: `template` makes a database, `domains` or `port` make a web app, else it is a service. When stated it is checked.",
          "enum": [
            "web",
            "service",
            "database"
          ]
        },
        "image": {
          "description": "Image reference in lower case, for example `nginx:1.27` or `ghcr.io/acme/shop:1.4.0`. A name without registry is an official one.",
          "type": "string",
          "minLength": 1,
          "maxLength": 255,
          "pattern": "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:[0-9]{1,5})?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$",
          "examples": [
            "traefik/whoami:v1.10",
            "ghcr.io/acme/shop:1.4.0"
          ]
        },
        "template": {
          "description": "Run a database from this template: a built-in one, or one of `templates`. `mistctl template ls` lists them.",
          "$ref": "#/definitions/name",
          "examples": [
            "postgres"
          ]
        },
        "with": {
          "description": "Settings of the template; `mistctl template show <name>` lists them.",
          "$ref": "#/definitions/databaseSettings",
          "examples": [
            {
              "version": "17",
              "database": "shop"
            }
          ]
        },
        "git": {
          "description": "Build from this repository instead of the one that holds this file.",
          "$ref": "#/definitions/git"
        },
        "build": {
          "description": "Build with a Dockerfile: a folder, or a map with more settings.",
          "$ref": "#/definitions/build"
        },
        "port": {
          "description": "The port the app listens on inside its container.",
          "$ref": "#/definitions/port",
          "examples": [
            3000
          ]
        },
        "domains": {
          "description": "Hosts that the proxy sends to this app. Without it a web app gets {project}-{app}.{ingress.domain}.",
          "type": "array",
          "minItems": 1,
          "maxItems": 100,
          "items": {
            "$ref": "#/definitions/domain"
          }
        },
        "env": {
          "$ref": "#/definitions/env"
        },
        "secrets": {
          "description": "Secrets that the app finds in its environment under their own names.",
          "type": "array",
          "maxItems": 200,
          "uniqueItems": true,
          "items": {
            "$ref": "#/definitions/secretName"
          }
        },
        "limits": {
          "$ref": "#/definitions/limits"
        },
        "restart": {
          "$ref": "#/definitions/restart"
        },
        "replicas": {
          "description": "Containers of this app. 0 parks it: kept, not running.",
          "type": "integer",
          "minimum": 0,
          "maximum": 100,
          "default": 1
        },
        "volumes": {
          "description": "Named volumes as `name:/path` or as a map, files of the repository as `./file:/path`, and folders of the host as `/folder:/path`; with `:ro` for reading alone.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "$ref": "#/definitions/volume"
          }
        },
        "files": {
          "description": "Files that the containers mount for reading, by their place: a path in the repository, or a map. A changed file is a new release.",
          "type": "object",
          "maxProperties": 100,
          "propertyNames": {
            "$ref": "#/definitions/containerPath"
          },
          "additionalProperties": {
            "$ref": "#/definitions/file"
          }
        },
        "command": {
          "description": "Arguments for the entrypoint of the image.",
          "$ref": "#/definitions/command"
        },
        "entrypoint": {
          "description": "Replaces the entrypoint of the image.",
          "$ref": "#/definitions/command"
        },
        "dependsOn": {
          "description": "Apps of the same project that must be healthy before this one starts.",
          "type": "array",
          "maxItems": 100,
          "uniqueItems": true,
          "items": {
            "$ref": "#/definitions/name"
          }
        },
        "labels": {
          "$ref": "#/definitions/labels"
        },
        "logs": {
          "$ref": "#/definitions/logs"
        },
        "health": {
          "$ref": "#/definitions/health"
        },
        "deploy": {
          "$ref": "#/definitions/deploy"
        },
        "maintenance": {
          "description": "Tell every visitor to come back later, with 503 and Retry-After, while the app keeps running: `true`, or a map that names the page they see. With `true` that is the page of `errorPage` for 503.",
          "if": {
            "type": "object"
          },
          "then": {
            "title": "MaintenanceMap",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "app"
            ],
            "properties": {
              "app": {
                "description": "The app that answers.",
                "$ref": "#/definitions/pageApp"
              },
              "path": {
                "$ref": "#/definitions/pagePath",
                "examples": [
                  "/maintenance.html"
                ]
              }
            }
          },
          "else": {
            "description": "`true`, `false`, or a map with `app`.",
            "type": "boolean"
          },
          "default": false
        },
        "errorPage": {
          "$ref": "#/definitions/errorPage"
        },
        "sticky": {
          "description": "Keep every visitor at one container, by a cookie.",
          "type": "boolean",
          "default": false
        },
        "protect": {
          "description": "No confirmation removes the volumes of this app, also after the app has left the file.",
          "type": "boolean",
          "default": false
        },
        "backup": {
          "description": "Keep copies of the data of this database elsewhere. A volume of another app has a `backup` of its own.",
          "$ref": "#/definitions/backup"
        },
        "upgrade": {
          "description": "When git wants a version of a database that cannot open its data: `refuse` leaves it to a person; `dump-restore` stops the server, backs it up, lets one of the new version restore that into a new volume, compares both, and goes over. The old volume is kept. It takes a `backup`.",
          "enum": [
            "refuse",
            "dump-restore"
          ],
          "default": "refuse"
        },
        "rename": {
          "title": "RenameSection",
          "description": "This app had another name in the same project: it keeps the volumes, which bear that name for good. Leave it in the file.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "from"
          ],
          "properties": {
            "from": {
              "description": "The name under which its volumes were made.",
              "$ref": "#/definitions/name"
            }
          }
        },
        "responseTimeout": {
          "description": "How long the app may take to begin its answer, from 1s to 1h; after that the visitor gets 504. Without it for as long as the visitor waits.",
          "$ref": "#/definitions/duration",
          "examples": [
            "30s"
          ]
        },
        "preview": {
          "$ref": "#/definitions/preview"
        },
        "publish": {
          "description": "Ports of the host that lead to this app past the proxy: `5432`, `8080:80`, `127.0.0.1:8080:80/tcp`, or a map. Addresses beyond loopback need a grant in the settings of the host. Such an app cannot be replaced without downtime.",
          "type": "array",
          "maxItems": 50,
          "items": {
            "$ref": "#/definitions/publish"
          }
        }
      }
    },
    "errorPage": {
      "description": "What visitors get when the app is down: the answer of another app, with the status of the error. The name of that app, a map, or `false` for none. In `defaults` it holds for every web app but the one that it names.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "ErrorPageMap",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "app"
        ],
        "properties": {
          "app": {
            "description": "The app that answers.",
            "$ref": "#/definitions/pageApp"
          },
          "path": {
            "$ref": "#/definitions/pagePath"
          },
          "status": {
            "description": "Which answers are replaced, whoever gave them: statuses from 400 to 599 and ranges of them, without 401.",
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
              "description": "One status, or a range such as `502-504`.",
              "if": {
                "type": "integer"
              },
              "then": {
                "description": "One status from 400 to 599, without 401.",
                "type": "integer",
                "minimum": 400,
                "maximum": 599
              },
              "else": {
                "description": "One status from 400 to 599, or two with a hyphen between them, such as `502-504`.",
                "type": "string",
                "pattern": "^[45][0-9]{2}-[45][0-9]{2}$"
              }
            },
            "default": [
              "502-504"
            ],
            "examples": [
              [
                404,
                "500-599"
              ]
            ]
          }
        }
      },
      "else": {
        "if": {
          "type": "boolean"
        },
        "then": {
          "description": "`false`, the name of an app, or a map.",
          "enum": [
            false
          ]
        },
        "else": {
          "$ref": "#/definitions/pageApp"
        }
      },
      "examples": [
        "pages"
      ]
    },
    "pageApp": {
      "description": "The name of a web app of the same project, or `project/app` for one of another project. It is asked by the name of the host that the visitor asked for, and sees the headers of the request.",
      "type": "string",
      "maxLength": 81,
      "pattern": "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$",
      "examples": [
        "pages"
      ]
    },
    "pagePath": {
      "description": "What that app is asked for, with GET: a path beginning with a slash, of letters, digits and `. _ ~ - / ? = &`, without `..` or `//`. `{status}` stands for the status of the error, `{url}` for the path that the visitor asked for.",
      "type": "string",
      "maxLength": 200,
      "pattern": "^(?!.*//)(?!.*\\.\\.)/([A-Za-z0-9._~/?=&-]|\\{status\\}|\\{url\\})*$",
      "default": "/{status}.html"
    },
    "host": {
      "description": "A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens.",
      "type": "string",
      "maxLength": 253,
      "pattern": "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
    },
    "path": {
      "description": "A path prefix, beginning with a slash, of letters, digits and `. _ ~ - /`, without `..` or `//`.",
      "type": "string",
      "maxLength": 200,
      "pattern": "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._~/-]*$"
    },
    "port": {
      "description": "A whole number from 1 to 65535.",
      "type": "integer",
      "minimum": 1,
      "maximum": 65535
    },
    "git": {
      "description": "`url#ref` or a map. Without a ref it is the default branch of the remote.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "GitMap",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "url"
        ],
        "properties": {
          "url": {
            "description": "https or ssh address of the repository.",
            "$ref": "#/definitions/gitUrl"
          },
          "ref": {
            "description": "Branch or tag.",
            "$ref": "#/definitions/gitRef"
          }
        }
      },
      "else": {
        "description": "`url#ref`, or the url alone.",
        "type": "string",
        "minLength": 1,
        "maxLength": 500
      },
      "examples": [
        "https://git.example.com/acme/shop.git#main"
      ]
    },
    "gitUrl": {
      "description": "https or ssh address of the repository, without a password in it.",
      "type": "string",
      "minLength": 1,
      "maxLength": 400
    },
    "gitRef": {
      "description": "A branch or a tag as git allows them: letters, digits and `. _ / -`, beginning with a letter or digit.",
      "type": "string",
      "minLength": 1,
      "maxLength": 200,
      "pattern": "^[A-Za-z0-9][A-Za-z0-9._/-]*$"
    },
    "build": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "BuildMap",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "path": {
            "description": "Folder that is the build context.",
            "$ref": "#/definitions/repositoryPath",
            "default": "."
          },
          "dockerfile": {
            "description": "Path of the Dockerfile below `path`.",
            "$ref": "#/definitions/repositoryPath",
            "default": "Dockerfile"
          },
          "target": {
            "description": "Stage of the Dockerfile to build: letters, digits and `. _ -`.",
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
            "maxLength": 100
          },
          "args": {
            "description": "Build arguments; apart from `env`, which never enters a build.",
            "type": "object",
            "maxProperties": 100,
            "propertyNames": {
              "$ref": "#/definitions/envName"
            },
            "additionalProperties": {
              "description": "Text, a number or true/false, without NUL.",
              "type": [
                "string",
                "number",
                "boolean"
              ],
              "maxLength": 8192,
              "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
            }
          },
          "secrets": {
            "description": "What a step may ask for by `RUN --mount=type=secret,id=…`, by that id. The texts reach the build alone and stand in no layer; a new text builds nothing. It takes a host whose operator has set `builds.builder: buildkit`.",
            "$ref": "#/definitions/buildSecrets"
          },
          "watch": {
            "description": "Files and folders, from the root of the repository, that the build depends on: a commit that changes none of them builds nothing. They and the Dockerfile are all that the build gets to see of `path`, so that no image is older than what it was made of. Without it that is everything below `path`.",
            "type": "array",
            "minItems": 1,
            "maxItems": 100,
            "uniqueItems": true,
            "items": {
              "$ref": "#/definitions/repositoryPath"
            },
            "examples": [
              [
                "services/web",
                "lib",
                "package.json"
              ]
            ]
          }
        }
      },
      "else": {
        "$ref": "#/definitions/repositoryPath"
      },
      "examples": [
        "services/web"
      ]
    },
    "repositoryPath": {
      "description": "A relative path inside the repository: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`.",
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "pattern": "^(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"
    },
    "domain": {
      "description": "A host, or a map that says more about it.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "DomainMap",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "host"
        ],
        "properties": {
          "host": {
            "$ref": "#/definitions/domainHost"
          },
          "path": {
            "$ref": "#/definitions/path",
            "default": "/"
          },
          "redirect": {
            "description": "Send every request to this host instead.",
            "$ref": "#/definitions/host"
          },
          "permanent": {
            "description": "Whether browsers may remember the redirect.",
            "type": "boolean",
            "default": true
          },
          "tls": {
            "description": "Serve over HTTPS, and lead plain HTTP there; with a key pair, that one is shown. By itself it is on where `ingress.acme` is set and the host is not below `localhost`.",
            "if": {
              "type": "object"
            },
            "then": {
              "title": "OwnCertificate",
              "type": "object",
              "additionalProperties": false,
              "required": [
                "cert",
                "key"
              ],
              "properties": {
                "cert": {
                  "title": "CertSecret",
                  "description": "The certificate of this host and those of who issued it, in PEM and in this order.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "secret"
                  ],
                  "properties": {
                    "secret": {
                      "description": "The name of a secret that holds the certificates.",
                      "$ref": "#/definitions/secretName"
                    }
                  }
                },
                "key": {
                  "title": "KeySecret",
                  "description": "The key of the certificate, in PEM and without a passphrase.",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "secret"
                  ],
                  "properties": {
                    "secret": {
                      "description": "The name of a secret that holds the key.",
                      "$ref": "#/definitions/secretName"
                    }
                  }
                }
              }
            },
            "else": {
              "description": "`true`, `false`, or `{cert: {secret: NAME}, key: {secret: NAME}}`.",
              "type": "boolean"
            }
          },
          "plainHttp": {
            "description": "Serve plain HTTP beside HTTPS instead of leading it there.",
            "type": "boolean",
            "default": false
          },
          "hsts": {
            "$ref": "#/definitions/hsts"
          },
          "strip": {
            "description": "Take the path away before the app sees the request.",
            "type": "boolean",
            "default": false
          },
          "auth": {
            "title": "Auth",
            "description": "Who may come in.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "basic"
            ],
            "properties": {
              "basic": {
                "description": "Lines of htpasswd with bcrypt, as `htpasswd -nB name` prints them, or a secret that holds such lines.",
                "if": {
                  "type": "object"
                },
                "then": {
                  "title": "AuthSecret",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "secret"
                  ],
                  "properties": {
                    "secret": {
                      "description": "The name of a secret that holds lines of htpasswd.",
                      "$ref": "#/definitions/secretName"
                    }
                  }
                },
                "else": {
                  "description": "A list of lines, or `{secret: NAME}`.",
                  "type": "array",
                  "minItems": 1,
                  "maxItems": 100,
                  "items": {
                    "description": "A name, a colon and a bcrypt hash.",
                    "type": "string",
                    "maxLength": 200
                  }
                }
              }
            }
          },
          "allow": {
            "description": "Addresses and CIDR blocks that may come in. Everybody else gets 403.",
            "type": "array",
            "minItems": 1,
            "maxItems": 200,
            "items": {
              "description": "An address, or a CIDR block.",
              "type": "string",
              "maxLength": 64,
              "examples": [
                "10.0.0.0/8"
              ]
            }
          },
          "headers": {
            "description": "Headers to set on every answer, as `Name: value`. An empty value takes a header away.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 50,
            "propertyNames": {
              "description": "Letters, digits and hyphens, beginning with a letter.",
              "type": "string",
              "pattern": "^[A-Za-z][A-Za-z0-9-]{0,62}$"
            },
            "additionalProperties": {
              "description": "Text of printable ASCII.",
              "type": "string",
              "maxLength": 256
            }
          },
          "rateLimit": {
            "title": "RateLimit",
            "description": "For every visiting address, such as `{ average: 50, burst: 100, period: 1s }`; beyond it the answer is 429.",
            "type": "object",
            "additionalProperties": false,
            "required": [
              "average"
            ],
            "properties": {
              "average": {
                "description": "Requests within `period` in the long run.",
                "type": "integer",
                "minimum": 1,
                "maximum": 1000000
              },
              "burst": {
                "description": "Requests at once. By itself as many as `average`.",
                "type": "integer",
                "minimum": 1,
                "maximum": 1000000
              },
              "period": {
                "description": "What `average` counts in, from 1s to 1h.",
                "$ref": "#/definitions/duration",
                "default": "1s"
              }
            }
          },
          "maxBody": {
            "description": "The largest body of a request; beyond it the answer is 413. Requests and answers are then held until they are whole, so it is not for event streams.",
            "$ref": "#/definitions/size",
            "examples": [
              "10m"
            ]
          },
          "compress": {
            "description": "Compress answers for browsers that can read it.",
            "type": "boolean",
            "default": false
          }
        }
      },
      "else": {
        "$ref": "#/definitions/domainHost"
      },
      "examples": [
        "shop.example.com"
      ]
    },
    "domainHost": {
      "description": "A host name alone, without scheme, port and path: lowercase labels of letters, digits and hyphens. `*.example.com` stands for every name one label below.",
      "type": "string",
      "maxLength": 253,
      "pattern": "^(\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
    },
    "hsts": {
      "description": "Tell browsers to come over HTTPS alone from now on. `true` for one year, or a map.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "Hsts",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "maxAge": {
            "description": "How long they remember it, from 1m to 17520h.",
            "$ref": "#/definitions/duration",
            "default": "8760h"
          },
          "includeSubdomains": {
            "description": "For every name below the host too.",
            "type": "boolean",
            "default": false
          },
          "preload": {
            "description": "Agree to be listed in browsers. It needs `includeSubdomains` and a year.",
            "type": "boolean",
            "default": false
          }
        }
      },
      "else": {
        "description": "`true`, `false`, or a map such as `{ maxAge: 8760h }`.",
        "type": "boolean"
      },
      "examples": [
        true
      ]
    },
    "env": {
      "description": "Environment variables, kept exactly as written (01234 stays 01234). `{from: app.host}` takes an output of another app of the project, `{secret: NAME}` a secret.",
      "type": "object",
      "maxProperties": 500,
      "propertyNames": {
        "$ref": "#/definitions/envName"
      },
      "additionalProperties": {
        "$ref": "#/definitions/envValue"
      }
    },
    "secretName": {
      "description": "The name of a secret, not its value: letters, digits and underscores, beginning with a letter.",
      "type": "string",
      "pattern": "^[A-Za-z][A-Za-z0-9_]*$",
      "maxLength": 100,
      "examples": [
        "STRIPE_KEY"
      ]
    },
    "envName": {
      "description": "Letters, digits and underscores, not beginning with a digit.",
      "type": "string",
      "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
      "maxLength": 200
    },
    "envValue": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "EnvReference",
        "type": "object",
        "additionalProperties": false,
        "description": "Either `{from: app.output}` or `{secret: NAME}`.",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
          "from": {
            "description": "`app.output`: host, port, url or domain of an app, or an output of the template of a database. `app.users.name.output` is the same for a user of `with.users`.",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9-]*\\.(users\\.[a-z_][a-z0-9_]*\\.)?[a-z][A-Za-z]*$",
            "maxLength": 120
          },
          "secret": {
            "description": "The name of a secret; its value is shown nowhere.",
            "$ref": "#/definitions/secretName"
          }
        }
      },
      "else": {
        "description": "Text, a number or true/false, without NUL.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "maxLength": 65536,
        "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
      }
    },
    "limits": {
      "title": "Limits",
      "description": "What one container may use. Changed in place, never by a restart.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "cpus": {
          "description": "A number of cores, for example 0.5.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 1024,
          "examples": [
            0.5
          ]
        },
        "memory": {
          "description": "Bytes with a unit.",
          "$ref": "#/definitions/size",
          "examples": [
            "512m"
          ]
        },
        "pids": {
          "description": "Processes and threads.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000000,
          "default": 512
        }
      }
    },
    "size": {
      "description": "A number with one of the units b, k, m, g or t, for example `512m`.",
      "type": "string",
      "pattern": "^[0-9]{1,9}(\\.[0-9]{1,3})?(b|k|m|g|t)$"
    },
    "restart": {
      "description": "When the engine starts a container again by itself.",
      "enum": [
        "no",
        "always",
        "on-failure",
        "unless-stopped"
      ],
      "default": "unless-stopped"
    },
    "logs": {
      "title": "Logs",
      "description": "How much of its output the engine keeps for a container.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "maxSize": {
          "description": "Size of one log file.",
          "$ref": "#/definitions/size",
          "default": "10m"
        },
        "maxFiles": {
          "description": "Number of log files.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100,
          "default": 3
        }
      }
    },
    "duration": {
      "description": "A number with one of the units ms, s, m or h, for example `30s`.",
      "type": "string",
      "pattern": "^[0-9]{1,6}(ms|s|m|h)$"
    },
    "deployDefaults": {
      "title": "DeployDefaults",
      "description": "How new versions of all apps come out, where the app itself says nothing else.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "strategy": {
          "description": "`rolling` starts the new containers beside the old ones, `recreate` stops the old ones first. Apps that publish a port of the host or write to a volume are always recreated.",
          "enum": [
            "rolling",
            "recreate"
          ],
          "default": "rolling"
        },
        "timeout": {
          "description": "How long a new container has to become ready, and `pre` to end.",
          "$ref": "#/definitions/duration",
          "default": "5m"
        },
        "window": {
          "description": "How long a new container has to stay ready before it gets requests.",
          "$ref": "#/definitions/duration",
          "default": "0s"
        },
        "drain": {
          "description": "How long the old containers still finish requests and connections once the proxy leads to the new ones. Long-lived connections such as WebSockets end with it.",
          "$ref": "#/definitions/duration",
          "default": "10s"
        },
        "stop": {
          "description": "How long a container gets between SIGTERM and SIGKILL, in whole seconds.",
          "$ref": "#/definitions/duration",
          "default": "10s"
        },
        "keep": {
          "description": "Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100,
          "default": 3
        }
      }
    },
    "deploy": {
      "title": "Deploy",
      "description": "How a new version comes out. None of it but `stop` takes a new container to change.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "strategy": {
          "description": "`rolling` starts the new containers beside the old ones, `recreate` stops the old ones first, `canary` is rolling with a growing share of the requests. Apps that publish a port of the host or write to a volume are always recreated.",
          "enum": [
            "rolling",
            "recreate",
            "canary"
          ],
          "default": "rolling"
        },
        "pre": {
          "description": "Arguments for a run of the new image before any new container starts, with the env, networks and volumes of the app: for migrations. When it fails nothing is released.",
          "$ref": "#/definitions/command",
          "examples": [
            [
              "migrate",
              "--all"
            ]
          ]
        },
        "timeout": {
          "description": "How long a new container has to become ready, and `pre` to end.",
          "$ref": "#/definitions/duration",
          "default": "5m"
        },
        "window": {
          "description": "How long a new container has to stay ready before it gets requests.",
          "$ref": "#/definitions/duration",
          "default": "0s"
        },
        "drain": {
          "description": "How long the old containers still finish requests and connections once the proxy leads to the new ones. Long-lived connections such as WebSockets end with it.",
          "$ref": "#/definitions/duration",
          "default": "10s"
        },
        "stop": {
          "description": "How long a container gets between SIGTERM and SIGKILL, in whole seconds.",
          "$ref": "#/definitions/duration",
          "default": "10s"
        },
        "keep": {
          "description": "Of how many releases the image is kept, the newest one among them: with 3 there are two to go back to.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100,
          "default": 3
        },
        "canary": {
          "$ref": "#/definitions/canary"
        }
      }
    },
    "canary": {
      "title": "Canary",
      "description": "The steps of the strategy canary. When the new containers fail their checks the route goes back at once.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "weights": {
          "description": "Per cent of the requests that the new version gets, step by step, ascending. All of them come last by themselves.",
          "type": "array",
          "minItems": 1,
          "maxItems": 20,
          "items": {
            "description": "A whole number from 1 to 99.",
            "type": "integer",
            "minimum": 1,
            "maximum": 99
          },
          "default": [
            10,
            50
          ]
        },
        "every": {
          "description": "How long each step is watched.",
          "$ref": "#/definitions/duration",
          "default": "30s"
        }
      }
    },
    "preview": {
      "title": "Preview",
      "description": "Runs branches of the source of this app as apps of their own, `<app>-<branch>`, for as long as each is there and young. Only for apps that are built. A preview has its own containers, domain and volumes, one replica and no port of the host.",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "branches"
      ],
      "properties": {
        "branches": {
          "description": "Which branches: a pattern or a list of them. `*` stands for anything but a slash, `**` for anything, and `!` in front leaves out what matches. The branch that the app itself is built from is never among them.",
          "if": {
            "type": "array"
          },
          "then": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "uniqueItems": true,
            "items": {
              "$ref": "#/definitions/branchPattern"
            }
          },
          "else": {
            "$ref": "#/definitions/branchPattern"
          },
          "examples": [
            "feat/*",
            [
              "**",
              "!dependabot/**"
            ]
          ]
        },
        "limit": {
          "description": "How many run at a time: those whose last commits are the newest.",
          "type": "integer",
          "minimum": 1,
          "maximum": 50,
          "default": 5
        },
        "ttl": {
          "description": "How long after the last commit of its branch a preview goes, from 1m to 8760h.",
          "$ref": "#/definitions/duration",
          "default": "168h"
        },
        "env": {
          "description": "Environment variables that are different in previews. What leads to production data has to be set anew here.",
          "$ref": "#/definitions/env"
        },
        "buildSecrets": {
          "description": "Secrets for builds of previews: each id of `build.secrets` has to be set anew here.",
          "$ref": "#/definitions/buildSecrets"
        },
        "domain": {
          "description": "Where previews are served: `*.preview.example.com` gives `<project>-<app>-<branch>.preview.example.com`. Without it below `ingress.domain`.",
          "type": "string",
          "maxLength": 180,
          "pattern": "^\\*\\.([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
          "examples": [
            "*.preview.example.com"
          ]
        }
      }
    },
    "buildSecrets": {
      "description": "Ids, and the secrets that stand behind them.",
      "type": "object",
      "minProperties": 1,
      "maxProperties": 50,
      "propertyNames": {
        "description": "An id: letters, digits and `. _ -`.",
        "pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]*$",
        "maxLength": 100
      },
      "additionalProperties": {
        "title": "BuildSecret",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "secret"
        ],
        "properties": {
          "secret": {
            "description": "The name of a secret; its value is shown nowhere.",
            "$ref": "#/definitions/secretName"
          }
        }
      },
      "examples": [
        {
          "npmrc": {
            "secret": "NPM_TOKEN"
          }
        }
      ]
    },
    "branchPattern": {
      "description": "A pattern for names of branches: letters, digits and `. _ / - @ + #`, with `*`, `**`, or `!` in front.",
      "type": "string",
      "maxLength": 200,
      "pattern": "^!?[A-Za-z0-9_*][A-Za-z0-9*._/@+#-]*$"
    },
    "health": {
      "description": "How it is told that a container is ready: a path that is asked over HTTP, or a map. Without it the health check of the image counts, else that the port accepts connections, else that the container stays up.",
      "if": {
        "type": "object"
      },
      "then": {
        "title": "HealthMap",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "path": {
            "description": "Asked with GET from outside of the container.",
            "$ref": "#/definitions/healthPath"
          },
          "status": {
            "description": "Good answers to `path`: one status, or a range such as `200-299`.",
            "if": {
              "type": "integer"
            },
            "then": {
              "description": "A status from 100 to 599.",
              "type": "integer",
              "minimum": 100,
              "maximum": 599
            },
            "else": {
              "description": "Two statuses from 100 to 599 with a hyphen between them.",
              "type": "string",
              "pattern": "^[1-5][0-9]{2}-[1-5][0-9]{2}$"
            },
            "default": "200-399",
            "examples": [
              "200-299",
              204
            ]
          },
          "port": {
            "description": "The port of `path`; without it the port of the app.",
            "$ref": "#/definitions/port"
          },
          "tcp": {
            "description": "`true` or a port: it is ready when the port accepts connections. `true` means the port of the app.",
            "if": {
              "type": "boolean"
            },
            "then": {
              "description": "`true`, or a port.",
              "enum": [
                true
              ]
            },
            "else": {
              "$ref": "#/definitions/port"
            },
            "examples": [
              true
            ]
          },
          "cmd": {
            "description": "Run by the engine inside the container; exit code 0 is healthy. It also counts after the release: an unhealthy container is replaced.",
            "$ref": "#/definitions/command",
            "examples": [
              [
                "pg_isready",
                "-U",
                "shop"
              ]
            ]
          },
          "interval": {
            "description": "Time between two runs of `cmd`; the first comes after as long.",
            "$ref": "#/definitions/duration",
            "default": "30s"
          },
          "timeout": {
            "description": "How long one run of `cmd` may take.",
            "$ref": "#/definitions/duration",
            "default": "5s"
          },
          "retries": {
            "description": "Failures of `cmd` in a row that make the container unhealthy.",
            "type": "integer",
            "minimum": 1,
            "maximum": 100,
            "default": 3
          },
          "startPeriod": {
            "description": "Failures of `cmd` do not count for as long after the start.",
            "$ref": "#/definitions/duration",
            "default": "0s"
          }
        }
      },
      "else": {
        "$ref": "#/definitions/healthPath"
      },
      "examples": [
        "/healthz"
      ]
    },
    "healthPath": {
      "description": "A path beginning with a slash, of letters, digits and `. _ ~ - / % + = & ?`, without `..` or `//`.",
      "type": "string",
      "maxLength": 500,
      "pattern": "^(?!.*//)(?!.*\\.\\.)/[A-Za-z0-9._~/%+=&?-]*$"
    },
    "volume": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "VolumeMap",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "path"
        ],
        "properties": {
          "name": {
            "$ref": "#/definitions/name"
          },
          "path": {
            "description": "Where it is mounted in the container.",
            "$ref": "#/definitions/containerPath"
          },
          "readOnly": {
            "description": "Mount it without write access.",
            "type": "boolean",
            "default": false
          },
          "backup": {
            "description": "Keep copies of this volume elsewhere.",
            "$ref": "#/definitions/volumeBackup"
          }
        }
      },
      "else": {
        "description": "`name:/path`, `./file:/path` or `/folder:/path`, each with `:ro` for reading alone: a named volume, a file beside mist.yaml, or a folder of the host that its settings grant; no `..` in any of them.",
        "type": "string",
        "maxLength": 600,
        "pattern": "^([a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?|\\./(?!([^:]*/)?\\.?:)(?![/-])(?![^:]*//)(?!([^:]*/)?(\\.\\.|\\.git)(/|:))[A-Za-z0-9._/@+~=-]+|/(?!/)(?![^:]*//)(?!([^:]*/)?\\.{1,2}(/|:))[A-Za-z0-9._/@+~=-]*):(?!.*//)(?!.*/\\.{1,2}(/|:|$))/[A-Za-z0-9._/@+~=-]+(:ro|:rw)?$"
      },
      "examples": [
        "data:/var/lib/app"
      ]
    },
    "backup": {
      "title": "Backup",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schedule",
        "to"
      ],
      "properties": {
        "schedule": {
          "description": "When: five fields of cron, or a word such as `@daily`. The first one is made as soon as the app runs, and one that was missed is made up once.",
          "$ref": "#/definitions/cronText",
          "examples": [
            "15 3 * * *",
            "@daily"
          ]
        },
        "timezone": {
          "description": "The timezone that the schedule is meant in.",
          "type": "string",
          "maxLength": 64,
          "pattern": "^[A-Za-z][A-Za-z0-9_+/-]*$",
          "default": "UTC",
          "examples": [
            "Europe/Berlin"
          ]
        },
        "to": {
          "description": "A place from `storage`.",
          "$ref": "#/definitions/name",
          "examples": [
            "offsite"
          ]
        },
        "keep": {
          "$ref": "#/definitions/retention"
        },
        "verify": {
          "description": "How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.",
          "type": "string",
          "enum": [
            "daily",
            "weekly",
            "monthly"
          ]
        }
      }
    },
    "volumeBackup": {
      "title": "VolumeBackup",
      "type": "object",
      "additionalProperties": false,
      "required": [
        "schedule",
        "to"
      ],
      "properties": {
        "schedule": {
          "description": "When: five fields of cron, or a word such as `@daily`. The first one is made as soon as the app runs, and one that was missed is made up once.",
          "$ref": "#/definitions/cronText",
          "examples": [
            "15 3 * * *",
            "@daily"
          ]
        },
        "timezone": {
          "description": "The timezone that the schedule is meant in.",
          "type": "string",
          "maxLength": 64,
          "pattern": "^[A-Za-z][A-Za-z0-9_+/-]*$",
          "default": "UTC",
          "examples": [
            "Europe/Berlin"
          ]
        },
        "to": {
          "description": "A place from `storage`.",
          "$ref": "#/definitions/name",
          "examples": [
            "offsite"
          ]
        },
        "keep": {
          "$ref": "#/definitions/retention"
        },
        "verify": {
          "description": "How often the newest one is restored into a container that is thrown away, to prove it. Without it that is done by hand alone: `mistctl backup verify`.",
          "type": "string",
          "enum": [
            "daily",
            "weekly",
            "monthly"
          ]
        },
        "pause": {
          "description": "Containers of the app stand still while the volume is read, so that it is kept as it is at one moment.",
          "type": "boolean",
          "default": false
        }
      }
    },
    "retention": {
      "title": "Retention",
      "description": "How many backups are kept: those that any of these keeps; one that is not named is 0. A number alone is not taken, since it could mean backups or days: the newest three are `{ last: 3 }`. Of several of a day, week or month the newest counts. Nothing younger than two days is removed. Without it `{ daily: 7, weekly: 4 }`.",
      "type": "object",
      "additionalProperties": false,
      "minProperties": 1,
      "properties": {
        "last": {
          "description": "The newest ones, whenever they were made.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 0
        },
        "daily": {
          "description": "One for each of so many days that have one.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 0
        },
        "weekly": {
          "description": "One for each of so many weeks that have one; a week begins on Monday.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 0
        },
        "monthly": {
          "description": "One for each of so many months that have one.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 0
        }
      },
      "examples": [
        {
          "daily": 7,
          "weekly": 4
        }
      ]
    },
    "cronText": {
      "description": "Five fields of cron (minute, hour, day of month, month, day of week), or a word such as `@daily`.",
      "type": "string",
      "minLength": 1,
      "maxLength": 100,
      "pattern": "^[^\\u0000-\\u001f\\ud800-\\udfff]*$"
    },
    "file": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "FileMap",
        "description": "One of `from`, `content` and `secret`, and how the file is laid down.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "from": {
            "$ref": "#/definitions/sourceFile"
          },
          "content": {
            "description": "The text of the file itself.",
            "type": "string",
            "maxLength": 65536,
            "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
          },
          "secret": {
            "description": "The name of a secret; its value is the content and is shown nowhere.",
            "$ref": "#/definitions/secretName"
          },
          "mode": {
            "description": "Four octal digits in quotes, without write permission. Without it \"0444\", for a secret \"0400\", and \"0555\" for what is executable in git.",
            "type": "string",
            "pattern": "^0[0-7]{3}$",
            "examples": [
              "0400"
            ]
          },
          "uid": {
            "description": "The user that owns it; without it the one that runs Mist. It takes a mistd that runs as root.",
            "type": "integer",
            "minimum": 0,
            "maximum": 4294967294
          },
          "gid": {
            "description": "The group that owns it.",
            "type": "integer",
            "minimum": 0,
            "maximum": 4294967294
          }
        }
      },
      "else": {
        "$ref": "#/definitions/sourceFile"
      },
      "examples": [
        "./worker.toml"
      ]
    },
    "sourceFile": {
      "description": "A file of the repository, from the folder of mist.yaml on: letters, digits and `. _ - @ + ~ = /`, without `..` and outside of `.git`. No folder: each file is named.",
      "type": "string",
      "minLength": 1,
      "maxLength": 255,
      "pattern": "^(?!(.*/)?\\.?$)(?![/-])(?!.*//)(?!(.*/)?(\\.\\.|\\.git)(/|$))[A-Za-z0-9._/@+~=-]+$"
    },
    "containerPath": {
      "description": "An absolute path of letters, digits and `. _ - @ + ~ = /`, without `..` or `//`.",
      "type": "string",
      "pattern": "^(?!.*//)(?!.*/\\.{1,2}(/|$))/[A-Za-z0-9._/@+~=-]+$",
      "maxLength": 255
    },
    "command": {
      "description": "A list, or one string that is split at spaces with quotes respected. No shell is involved.",
      "if": {
        "type": "array"
      },
      "then": {
        "type": "array",
        "minItems": 1,
        "maxItems": 200,
        "items": {
          "description": "One word of text or a number, without NUL.",
          "type": [
            "string",
            "number"
          ],
          "maxLength": 8192,
          "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
        }
      },
      "else": {
        "description": "A line of words, or a list of words, without NUL.",
        "type": "string",
        "minLength": 1,
        "maxLength": 8192,
        "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
      },
      "examples": [
        [
          "report",
          "--since",
          "24h"
        ]
      ]
    },
    "labels": {
      "description": "Labels for selection and for other tools, copied to the containers. Prefixes of Mist, Traefik and Docker are reserved.",
      "type": "object",
      "maxProperties": 100,
      "propertyNames": {
        "description": "Letters, digits and `. _ / -`, at most 128 characters, beginning and ending with a letter or digit, without `..` or `//`.",
        "type": "string",
        "pattern": "^(?!.*(\\.\\.|//))[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$"
      },
      "additionalProperties": {
        "description": "Text, a number or true/false, without NUL.",
        "type": [
          "string",
          "number",
          "boolean"
        ],
        "maxLength": 1024,
        "pattern": "^[^\\u0000\\ud800-\\udfff]*$"
      }
    },
    "publish": {
      "if": {
        "type": "object"
      },
      "then": {
        "title": "PublishMap",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "port"
        ],
        "properties": {
          "address": {
            "description": "Address of the host.",
            "type": "string",
            "format": "ipv4",
            "default": "127.0.0.1"
          },
          "port": {
            "description": "Port of the host.",
            "$ref": "#/definitions/port"
          },
          "container": {
            "description": "Port of the container; without it the same as `port`.",
            "$ref": "#/definitions/port"
          },
          "protocol": {
            "description": "Protocol of the port.",
            "enum": [
              "tcp",
              "udp"
            ],
            "default": "tcp"
          }
        }
      },
      "else": {
        "if": {
          "type": "string"
        },
        "then": {
          "description": "`port`, `port:container` or `address:port:container`, each with `/udp` behind it if need be.",
          "type": "string",
          "maxLength": 60,
          "pattern": "^((\\d{1,3}\\.){3}\\d{1,3}:)?\\d{1,5}(:\\d{1,5})?(/(tcp|udp))?$"
        },
        "else": {
          "$ref": "#/definitions/port"
        }
      },
      "examples": [
        "127.0.0.1:8080:80"
      ]
    }
  }
}
