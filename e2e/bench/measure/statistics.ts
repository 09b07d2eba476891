/** The middle of some figures; nothing of none. */
export function median(figures: readonly number[]): number | undefined {
  return percentile(figures, 50);
}

/** The figure that a share of all lies at or below, in per cent; between two figures, what lies between them. */
export function percentile(figures: readonly number[], share: number): number | undefined {
  const sorted = figures.filter(Number.isFinite).sort((a, b) => a - b);
  const at = ((sorted.length - 1) * share) / 100;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (at - Math.floor(at));
}

/** How many times as much; nothing where either is missing. */
export function ratio(figure: number | undefined, to: number | undefined): number | undefined {
  return figure === undefined || to === undefined || to === 0 ? undefined : figure / to;
}

/** Figures under names, gathered over several runs. */
export class Samples {
  readonly #of = new Map<string, number[]>();

  add(name: string, figure: number): void {
    this.#of.set(name, [...(this.#of.get(name) ?? []), figure]);
  }

  addAll(prefix: string, figures: object): void {
    for (const [name, figure] of Object.entries(figures)) {
      if (typeof figure === 'number') this.add(`${prefix}.${name}`, figure);
    }
  }

  median(name: string): number | undefined {
    return median(this.#of.get(name) ?? []);
  }

  most(name: string): number | undefined {
    const figures = this.#of.get(name);
    return figures && Math.max(...figures);
  }

  /** How many runs there were. */
  runs(name: string): number {
    return this.#of.get(name)?.length ?? 0;
  }

  /** Median of the ratios within each run: the machine's mood cancels out. */
  ratio(name: string, to: string): number | undefined {
    const [figures, limits] = [this.#of.get(name) ?? [], this.#of.get(to) ?? []];
    const ratios = figures.map((figure, run) => ratio(figure, limits[run]));
    return median(ratios.filter((one): one is number => one !== undefined));
  }

  toJSON(): Record<string, number[]> {
    return Object.fromEntries(this.#of);
  }
}
