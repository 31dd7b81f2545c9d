import { defineConfig } from 'vite';

/** Builds the page of the browser HDF5 test; never part of the product's own bundle. */
export default defineConfig({
  build: {
    outDir: 'node_modules/.browser-hdf5',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: {
      input: { page: 'test/e2e/browser-hdf5/page.ts' },
      output: { entryFileNames: '[name].js', codeSplitting: false },
    },
  },
});
