// Writes all golden vectors anew: runs every golden/<layer>/generate*.py with the Python of MYOFADE_PYTHON (default
// python3), which needs the packages of golden/requirements.txt. Tests only read what these scripts wrote.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const golden = join(dirname(fileURLToPath(import.meta.url)), '..', 'golden');
const python = process.env.MYOFADE_PYTHON ?? 'python3';

for (const layer of readdirSync(golden).sort()) {
  const folder = join(golden, layer);
  if (!statSync(folder).isDirectory()) continue;
  for (const name of readdirSync(folder).sort()) {
    if (!/^generate\w*\.py$/.test(name)) continue;
    const script = join(folder, name);
    process.stderr.write(`${layer}/${name} …\n`);
    const { status } = spawnSync(python, [script], { stdio: 'inherit' });
    if (status !== 0) {
      process.stderr.write(
        `${script} failed. Set MYOFADE_PYTHON to a Python with the packages of golden/requirements.txt.\n`,
      );
      process.exit(1);
    }
  }
}
