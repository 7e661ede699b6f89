import { join } from 'node:path';
import { startServer } from './server';

/**
 * One demo server for all tests. TOCSIN_DEMO names the demo.json of a server that runs already, and TOCSIN_UI the address of
 * the interface when that is another one (a development server).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.TOCSIN_DEMO) return async () => undefined;
  const server = await startServer(['--demo']);
  process.env.TOCSIN_DEMO = join(server.data, 'demo.json');
  return server.stop;
}
