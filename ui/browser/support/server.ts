import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a demo server writes beside its data (docs: README). */
export interface Demo {
  readonly base_url: string;
  readonly owner: { readonly email: string; readonly password: string };
  readonly api_keys: Readonly<Record<'owner' | 'admin' | 'manager' | 'responder' | 'viewer', string>>;
  readonly webhooks: Readonly<Record<string, { readonly url: string; readonly key: string }>>;
  readonly fakes: Readonly<Record<string, string>>;
  readonly inbox_url: string;
}

export interface Server {
  readonly url: string;
  readonly data: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
  /** Ends it and starts it anew at the same address with the same data, without flags: they are for a first start. */
  readonly restart: () => Promise<Server>;
}

const app = resolve(import.meta.dirname, '../../../standalone/target/quarkus-app/quarkus-run.jar');
const UP_WITHIN_MS = 180_000;

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts the standalone on a data folder of its own, and waits until it is ready. */
export async function startServer(
  flags: readonly string[],
  environment: Record<string, string> = {},
): Promise<Server> {
  const port = await freePort();
  return serve(flags, environment, port, mkdtempSync(join(tmpdir(), 'tocsin-browser-')));
}

async function serve(
  flags: readonly string[],
  environment: Record<string, string>,
  port: number,
  data: string,
): Promise<Server> {
  if (!existsSync(app)) throw new Error(`${app} is missing: run ./tocsin build first`);
  const log = join(data, `server-${Date.now()}.log`);
  const out = openSync(log, 'a');
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const child = spawn(
    java,
    [
      '-Xmx320m',
      '-Xss512k',
      '-XX:+UseSerialGC',
      // It lives for minutes: compiling well is not worth a core that the browser needs.
      '-XX:TieredStopAtLevel=1',
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      '-jar',
      app,
      'serve',
      '--port',
      String(port),
      '--data',
      join(data, 'data'),
      ...flags,
    ],
    { stdio: ['ignore', out, out], env: { ...process.env, ...environment } },
  );
  const url = `http://127.0.0.1:${port}`;
  const text = () => readFileSync(log, 'utf8');
  await ready(child, url, text);
  return {
    url,
    data: join(data, 'data'),
    log: text,
    stop: async () => {
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
    restart: async () => {
      await ended(child);
      return serve([], environment, port, data);
    },
  };
}

async function ready(child: ChildProcess, url: string, log: () => string): Promise<void> {
  const end = Date.now() + UP_WITHIN_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${log()}`);
    // The words are said last, after the demo is made.
    if (/The API:|Send the first alert|setup\?token=/.test(log()) && (await answers(`${url}/readyz`))) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  child.kill('SIGKILL');
  throw new Error(`The server was not ready within ${UP_WITHIN_MS / 1000} s:\n${log()}`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) {
      done();
      return;
    }
    const force = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    child.kill('SIGTERM');
  });
}
