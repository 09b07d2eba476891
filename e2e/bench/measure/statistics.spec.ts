import { expect, test } from '@playwright/test';
import { Samples, median, percentile, ratio } from './statistics.ts';

test('the middle lies between, and nothing has no middle', () => {
  expect(median([])).toBeUndefined();
  expect(median([3])).toBe(3);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 10, 2, 3])).toBe(2.5);
  expect(percentile([0, 10], 95)).toBe(9.5);
  expect(ratio(3, undefined)).toBeUndefined();
  expect(ratio(3, 0)).toBeUndefined();
});

test('a ratio is taken within each run', () => {
  const samples = new Samples();
  for (const [figure, limit] of [[2, 1], [40, 10], [300, 100]] as const) {
    samples.addAll('product', { ms: figure });
    samples.addAll('floor', { ms: limit });
  }
  expect(samples.ratio('product.ms', 'floor.ms')).toBe(3);
  expect(samples.median('product.ms')).toBe(40);
  expect(samples.most('floor.ms')).toBe(100);
  expect(samples.runs('product.ms')).toBe(3);
  expect(samples.ratio('product.ms', 'nobody.ms')).toBeUndefined();
});
