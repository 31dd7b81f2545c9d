// Compiles kernels/*.ts (AssemblyScript) into src/signal/kernel-bytes.ts: small WebAssembly modules as text, which Node and
// browsers load without a file. With --check nothing is written: it fails where the committed bytes are other ones.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'src', 'signal', 'kernel-bytes.ts');
const options = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--initialMemory', '1'];

/** The bytes of one kernel. */
async function compile(file) {
  const files = new Map([[file, readFileSync(join(root, 'kernels', file), 'utf8')]]);
  const written = new Map();
  const { error, stderr } = await main([file, '--outFile', 'out.wasm', ...options], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
  });
  if (error) {
    process.stderr.write(`${stderr}\nkernels/${file} does not compile.\n`);
    process.exit(1);
  }
  return Buffer.from(written.get('out.wasm'));
}

const camelCase = (file) => file.replace('.ts', '').replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
const parts = [];
for (const file of readdirSync(join(root, 'kernels')).sort()) {
  const bytes = await compile(file);
  const source = createHash('sha256')
    .update(readFileSync(join(root, 'kernels', file)))
    .digest('hex');
  parts.push(
    `/** \`kernels/${file}\`: ${bytes.length} bytes of WebAssembly in base64. SHA-256 of the source:\n * ${source}\n */\n` +
      `export const ${camelCase(file)}Kernel =\n  '${bytes.toString('base64')}';\n`,
  );
}
const text = `// Written by \`npm run kernels\`; never edited by hand.\n\n${parts.join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  process.stderr.write('src/signal/kernel-bytes.ts is not what kernels/ compiles to. Run: npm run kernels\n');
  process.exit(1);
}
