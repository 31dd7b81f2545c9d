import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page into files with hashes in their names; no script stands inside the HTML, as the page's CSP forbids it. */
export default defineConfig({
  root: 'src/web/app',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
});
