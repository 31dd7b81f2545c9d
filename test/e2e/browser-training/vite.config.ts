import { defaultClientConditions, defineConfig } from 'vite';

/** Builds the page of the browser training test; never part of the product's own bundle. */
export default defineConfig({
  // The build of onnxruntime-web that has its WebAssembly beside it, where webRuntime says, and not inside.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  build: {
    outDir: 'node_modules/.browser-test',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: {
      input: { page: 'test/e2e/browser-training/page.ts' },
      output: { entryFileNames: '[name].js' },
    },
  },
});
