import { defineConfig } from 'vite';

/** Builds the process that `training-memory.test.ts` watches, beside the packages it needs. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'node_modules/.memory-test',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { input: { training: 'test/training-memory/training.ts' } },
  },
});
