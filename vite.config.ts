import { defineConfig } from 'vite';

/** Builds the terminal program; packages stay in node_modules, our own sources become one file each. */
export default defineConfig({
  // Bundled, a chart library starts in a third of the time; its code then also counts in the build's digest.
  ssr: { noExternal: ['echarts', 'zrender'] },
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    rolldownOptions: { input: { main: 'src/cli/main.ts' } },
  },
});
