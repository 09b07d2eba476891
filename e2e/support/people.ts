import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Sample {
  password: string;
  people: Person[];
}

/** Someone of the sample data. */
export interface Person {
  key: string;
  name: string;
  login: string;
  unit: string | null;
  post: string;
  grants: { role: 'officer' | 'leader' | 'head_office' | 'centre'; cluster: string | null }[];
}

// The sample's own file, so that a name or the password never stands in two places.
const SAMPLE = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../server/sample/people.json'), 'utf8'),
) as Sample;

export const PASSWORD = SAMPLE.password;

export function person(login: string): Person {
  const found = SAMPLE.people.find((one) => one.login === login);
  if (!found) throw new Error(`Nobody in the sample signs in as ${login}.`);
  return found;
}
