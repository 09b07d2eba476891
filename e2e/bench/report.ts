// The one table of a run.

/** A row of the table. */
export interface Line {
  /** The number of the goal; rows without one are figures that have none. */
  goal: string;
  work: string;
  product: string;
  /** The floor, or the raw limit. */
  floor?: string;
  peer?: string;
  /** To the floor. */
  ratio?: number | undefined;
  wanted?: string;
  /** Nothing where there is no goal, or not all of it could be measured. */
  met?: boolean | undefined;
}

const HEAD = ['goal', 'work', 'product', 'floor or raw', 'PouchDB', 'ratio', 'wanted', 'met'];

export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ goal, work, product, floor = '', peer = '', ratio, wanted = '', met }) => {
    const judged = met === undefined ? (wanted === '' ? '' : '?') : met ? 'yes' : 'NO';
    return [goal, work, product, floor, peer, ratio === undefined ? '' : `${ratio.toFixed(2)}×`, wanted, judged];
  });
  const widths = HEAD.map((title, at) => Math.max(...[HEAD, ...rows].map((row) => (row[at] ?? title).length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

/** A time, with as many digits as mean something. */
export function ms(figure: number | undefined): string {
  if (figure === undefined) return '–';
  return `${figure < 10 ? figure.toFixed(1) : grouped(figure)} ms`;
}

export function bytes(figure: number | undefined): string {
  return figure === undefined ? '–' : `${grouped(figure)} B`;
}

export function grouped(figure: number): string {
  return Math.round(figure).toString().replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** Whether a figure is at most so much; unknown without a figure. */
export function atMost(figure: number | undefined, limit: number): boolean | undefined {
  return figure === undefined ? undefined : figure <= limit;
}

export function atLeast(figure: number | undefined, limit: number): boolean | undefined {
  return figure === undefined ? undefined : figure >= limit;
}

/** Whether all hold; unknown when one is unknown and none is broken. */
export function all(...judged: (boolean | undefined)[]): boolean | undefined {
  if (judged.includes(false)) return false;
  return judged.includes(undefined) ? undefined : true;
}
