import { defineConfig } from '@playwright/test';

// No retries: a fault that shows only once is a fault, not noise to be retried away. Every test starts its own server and
// kills its own browsers, so two of them run side by side.
export default defineConfig({
  testDir: '.',
  testMatch: ['bench/**/*.spec.ts', 'support/**/*.spec.ts', 'journeys/**/*.spec.ts'],
  outputDir: 'out/artifacts',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'out/results.json' }]],
  use: {
    // Without a film of each page, which takes an eighth of the time; the snapshots tell as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
});
