import { expect, test } from '@playwright/test';
import { killDuringSaves } from '../support/killing.ts';
import { Random, runSeed } from '../support/random.ts';

// `cargo dev kills` does the same fifty times.
test('a browser killed while it saves loses nothing that it had shown as saved', async () => {
  const { saves, lost } = await killDuringSaves(3, new Random(runSeed()));
  expect(lost).toEqual([]);
  expect(saves).toBeGreaterThan(0);
});
