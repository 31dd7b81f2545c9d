import { defineConfig } from 'vite';

/** Builds the bench next to the packages it needs; never part of the product's own bundle. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'node_modules/.bench',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: {
        bench: 'bench/bench.ts',
        'footprint-step': 'bench/footprint-step.ts',
        'hour-analysis': 'bench/hour-analysis.ts',
        'live-run': 'bench/live-run.ts',
        'live-source': 'bench/live-source.ts',
        simulation: 'bench/simulation.ts',
      },
    },
  },
});
