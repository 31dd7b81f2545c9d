// Writes the synthetic signal that peers are measured on (src/fatigue/check-synthetic.ts) to standard output: float64,
// 60 000 samples for each seed named. Vite loads the TypeScript, so nothing has to be built.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const server = await createServer({ root, logLevel: 'error', server: { middlewareMode: true }, optimizeDeps: { noDiscovery: true } });
const { syntheticSignal } = await server.ssrLoadModule('/src/fatigue/check-synthetic.ts');
for (const seed of process.argv.slice(2).map(Number)) {
  const samples = syntheticSignal(seed);
  await new Promise((done) => process.stdout.write(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength), done));
}
await server.close();
