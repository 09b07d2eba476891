import type { FlatRecord } from '../work/activities.ts';

export type Document = { _id: string; _rev?: string } & Omit<FlatRecord, 'id'>;

export function document({ id, ...rest }: FlatRecord): Document {
  return { _id: id, ...rest };
}
