// Builds what the measurements need beside the program itself: the floor, the page modules, the pages, the peer.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
/** Everything that a run writes. */
export const OUT = resolve(HERE, '../out/bench');
/** The pages of the measurement, as the floor and the peer serve them. */
export const PAGES = join(OUT, 'pages');
/** The site of the program with the pages beside it. */
export const SITE = join(OUT, 'site');

const BUNDLED = ['store-raw', 'store-product', 'store-pouch', 'sync-floor', 'sync-product', 'sync-pouch', 'mini', 'mini-seed', 'reader'];
const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', wasm: 'application/wasm' };

/** Where the built programs lie. */
export interface Built {
  /** The program. */
  server: string;
  floor: string;
  /** The build tool. */
  tool: string;
}

/** Builds everything; `compiled` says that cargo has done its part already. */
export function build(compiled: boolean): Built {
  const target = (JSON.parse(cargo('metadata', '--no-deps', '--format-version=1')) as { target_directory: string }).target_directory;
  const release = join(target, 'release');
  if (!compiled) {
    console.error('building the floor and the page modules');
    cargo('build', '--release', '--example=floor');
    cargo('build', '--package=app', '--examples', '--target=wasm32-unknown-unknown', '--profile=web');
  }
  installPeer();

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  const built = {
    server: process.env['GIAO_UOC_BIN'] ?? join(release, 'giao-uoc'),
    floor: join(release, 'examples/floor'),
    tool: join(release, 'bundle'),
  };
  const examples = join(target, 'wasm32-unknown-unknown/web/examples');
  for (const name of ['bench', 'mini']) bindgen(built.tool, join(examples, `${name}.wasm`), `app-${name}`);
  for (const name of BUNDLED) bundle(`pages/${name}.ts`, `${name}.js`);
  bundle('pages/mini-worker.ts', 'mini-worker.js');
  for (const name of BUNDLED) writeFileSync(join(PAGES, `${name}.html`), html(name));
  layOutSite(join(target, 'site'));
  return built;
}

function cargo(...args: string[]): string {
  // Cargo describes the package that it runs; a cargo below must not take that for its own surroundings.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('CARGO_PKG_') && !name.startsWith('CARGO_MANIFEST_')),
  );
  const options = { cwd: ROOT, env, maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'] };
  return execFileSync(process.env['CARGO'] ?? 'cargo', args, { ...options, encoding: 'utf8' });
}

/** The peer is large and only measured, so `cargo verify` does without it. */
function installPeer(): void {
  const installed = join(HERE, 'node_modules/.package-lock.json');
  const wanted = ['package.json', 'package-lock.json'].map((file) => statSync(join(HERE, file)).mtimeMs);
  if (existsSync(installed) && statSync(installed).mtimeMs >= Math.max(...wanted)) return;
  console.error('installing the peer');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: ['ignore', 'ignore', 'inherit'] });
}

function bindgen(tool: string, module: string, name: string): void {
  const flags = ['--target=web', '--no-typescript', '--remove-name-section', '--remove-producers-section'];
  execFileSync(tool, ['bindgen', ...flags, `--out-name=${name}`, '--out-dir', PAGES, module], { cwd: ROOT, stdio: 'inherit' });
}

function bundle(entry: string, out: string): void {
  const flags = [
    '--bundle', '--minify', '--format=esm', '--target=es2022', '--platform=browser', '--log-level=error',
    '--define:global=globalThis', '--define:process.env.NODE_ENV="production"',
    ...['bench', 'mini'].map((name) => `--alias:app-${name}=${join(PAGES, `app-${name}.js`)}`),
  ];
  execFileSync(join(HERE, 'node_modules/.bin/esbuild'), [entry, ...flags, `--outfile=${join(PAGES, out)}`], { cwd: HERE, stdio: 'inherit' });
}

function html(name: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>bench</title><body><script type="module" src="${name}.js"></script>`;
}

/** The program hands out only what its list names: the pages join it there. */
function layOutSite(site: string): void {
  cpSync(site, SITE, { recursive: true });
  let list = readFileSync(join(SITE, 'files.tsv'), 'utf8');
  for (const file of ['sync-product.html', 'sync-product.js', 'reader.html', 'reader.js', 'app-bench_bg.wasm']) {
    cpSync(join(PAGES, file), join(SITE, file));
    list += `${file}\t${TYPES[file.split('.').at(-1) ?? '']}\trevalidate\t\tbench\n`;
  }
  writeFileSync(join(SITE, 'files.tsv'), list);
}
