import { defineConfig } from 'vite';

/** Builds the processes that `recorder.test.ts` kills and watches, beside the packages they need. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'node_modules/.recorder-test',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { input: { killed: 'test/recorder/killed.ts', memory: 'test/recorder/memory.ts' } },
  },
});
