// How much compressed script a reader loads before the sign-in screen or any first screen with a session is there:
// the entry, the frame, a screen and everything they import statically. Editors and the like, which a screen loads when it
// shows them, are not counted. Fails above the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 250_000;
const out = 'target/classes/META-INF/resources';
const manifest = JSON.parse(readFileSync(`${out}/.vite/manifest.json`, 'utf8'));

function withImports(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of manifest[key].imports ?? []) withImports(next, found);
  return found;
}

const size = (keys) =>
  [...keys].reduce((sum, key) => sum + gzipSync(readFileSync(`${out}/${manifest[key].file}`)).length, 0);

const frame = new Set([...withImports('index.html'), ...withImports('src/app/Shell.tsx')]);
const screens = Object.keys(manifest)
  .filter((key) => manifest[key].isDynamicEntry && /^src\/features\/.*Screen\.tsx$/.test(key))
  .map((key) => ({ key, bytes: size(new Set([...frame, ...withImports(key)])) }))
  .sort((a, b) => b.bytes - a.bytes);

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
process.stdout.write(`first load: ${kilobytes(size(frame))} for the frame\n`);
for (const { key, bytes } of screens.slice(0, 5)) process.stdout.write(`  ${kilobytes(bytes)} with ${key}\n`);

const heavy = screens.filter(({ bytes }) => bytes > BUDGET);
if (heavy.length > 0) {
  process.stderr.write(
    `A first load is over ${kilobytes(BUDGET)}: ${heavy.map((it) => it.key).join(', ')}. Load its heavy part lazily.\n`,
  );
  process.exit(1);
}
