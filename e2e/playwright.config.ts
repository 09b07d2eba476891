import { defineConfig } from '@playwright/test';

// One worker and no retries: every test starts its own server and kills its own browsers, and a
// fault that shows only once is a fault, not noise to be retried away.
export default defineConfig({
  testDir: '.',
  testMatch: ['bench/**/*.spec.ts', 'support/**/*.spec.ts', 'journeys/**/*.spec.ts'],
  outputDir: 'out/artifacts',
  workers: 1,
  retries: 0,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'out/results.json' }]],
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
});
