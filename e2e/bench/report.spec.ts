import { expect, test } from '@playwright/test';
import { Clock, options } from './plan.ts';
import { all, atLeast, atMost, grouped, ms, table } from './report.ts';

test('a goal is met, missed, or unknown', () => {
  expect([atMost(5, 5), atMost(6, 5), atMost(undefined, 5)]).toEqual([true, false, undefined]);
  expect([atLeast(5, 5), atLeast(4, 5)]).toEqual([true, false]);
  expect([all(true, true), all(true, undefined), all(undefined, false)]).toEqual([true, undefined, false]);
});

test('figures have as many digits as mean something', () => {
  expect([ms(1.234), ms(12.3), ms(undefined)]).toEqual(['1.2 ms', '12 ms', '–']);
  expect([grouped(999), grouped(1_234_567)]).toEqual(['999', '1 234 567']);
});

test('the table says what is met', () => {
  const printed = table([
    { goal: '1', work: 'write', product: '9 ms', floor: '6 ms', ratio: 1.5, wanted: '≤ 2×', met: true },
    { goal: '2', work: 'save', product: '9 ms', wanted: '≤ 2×', met: false },
    { goal: '–', work: 'executable', product: '9 B' },
  ]);
  const last = printed.split('\n').map((row) => row.split('|').at(-2)?.trim());
  expect(last).toEqual(['met', '-----', 'yes', 'NO', '']);
  expect(printed).toContain('1.50×');
});

test('the command line is read, and nonsense refused', () => {
  expect(options([])).toEqual({ only: [], count: 10_000, reps: 5, minutes: 19, built: false });
  expect(options(['--only=sync,cut', '--n=500', '--built'])).toMatchObject({ only: ['sync', 'cut'], count: 500, built: true });
  expect(() => options(['--n=many'])).toThrow('--n=many');
  expect(() => options(['--fast'])).toThrow('--fast');
});

test('a clock stops runs that would not fit, but never the first', () => {
  expect([...new Clock(60_000).runs(3)]).toEqual([0, 1, 2]);
  expect([...new Clock(-1).runs(3)]).toEqual([0]);
});
