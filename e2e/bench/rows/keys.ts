// In the page: how long each key takes until it is on the screen, as the browser itself tells it.

import type { Stroke } from '../pages/contract.ts';

/** An entry of the Event Timing API, which TypeScript does not know whole. */
interface Timing extends PerformanceEventTiming {
  interactionId: number;
}

/** Starts to listen; keys that take less than a frame are told of as well. */
export function watchKeys(): void {
  globalThis.strokes = [];
  const held = new Map<number, Stroke>();
  const hear = (list: PerformanceObserverEntryList): void => {
    for (const entry of list.getEntries() as Timing[]) {
      if (!['keydown', 'keypress', 'input'].includes(entry.name) || entry.interactionId === 0) continue;
      const work = entry.processingEnd - entry.processingStart;
      const stroke = held.get(entry.interactionId);
      if (stroke) {
        stroke.ms = Math.max(stroke.ms, entry.duration);
        stroke.workMs += work;
      } else {
        const first = { ms: entry.duration, workMs: work };
        held.set(entry.interactionId, first);
        globalThis.strokes.push(first);
      }
    }
  };
  new PerformanceObserver(hear).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}
