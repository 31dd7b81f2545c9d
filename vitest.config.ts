import { defineConfig } from 'vitest/config';

/** The serial port library works in the main thread of a process only. */
const inProcesses = ['src/node/serial-transport.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // One of two processors would wait while a browser or a program of its own is at work.
    maxWorkers: '100%',
    reporters: ['default', './test/count-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'threads',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: inProcesses,
          pool: 'threads',
          isolate: false,
        },
      },
      { extends: true, test: { name: 'processes', include: inProcesses, pool: 'forks' } },
    ],
  },
});
