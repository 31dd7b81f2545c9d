// Makes `npm start`, `npm test` and `npm run myofade` work on a bare clone: checks Node, installs what the lock file
// names, and (with --build) builds the program. Needs nothing but Node; speaks on stderr only, so stdout stays data.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = '20.19.0';

function olderThan(a, b) {
  const [x, y] = [a, b].map((v) => v.split('.').map(Number));
  for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i] < y[i];
  return false;
}

/** Runs npm with its whole output on our stderr. */
function npm(args, why) {
  process.stderr.write(`${why}\n`);
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const result = spawnSync('npm', args, {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    process.stderr.write(
      `npm ${args.join(' ')} failed. Look at the lines above; a missing network is the usual cause.\n`,
    );
    process.exit(1);
  }
}

function newestChange(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

if (olderThan(process.versions.node, wanted)) {
  process.stderr.write(`Myofade needs Node ${wanted} or newer, this is ${process.versions.node}.\n`);
  process.stderr.write('Install the current LTS from https://nodejs.org and run the command again.\n');
  process.exit(1);
}

// npm writes this file at the end of an install: its content tells whether the tree matches the lock.
const installed = join(root, 'node_modules', '.package-lock.json');
const lock = join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  npm(['ci', '--no-audit', '--no-fund'], 'Installing packages (once) …');
}

if (process.argv.includes('--build')) {
  const built = ['cli/main.js', 'web/index.html'].map((name) => join(root, 'dist', name));
  const sources = ['src', 'vite.config.ts', 'vite.page.config.ts', 'package.json'].map((name) =>
    newestChange(join(root, name)),
  );
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  if (built.some((file) => !existsSync(file) || statSync(file).mtimeMs < Math.max(...sources)))
    npm(['run', '-s', 'build'], `Building Myofade ${version} …`);
}
