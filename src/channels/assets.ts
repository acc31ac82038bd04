import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { Env } from './env.ts';
import { anyone } from './guards.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Asset = { type: string; etag: string; plain: Bytes; brotli: Bytes | undefined };

/** The static files in memory, each under an address that contains the hash of its content. */
export type Assets = {
  /** The address of a file of `public/`; throws for a name that does not exist. */
  urlOf: (name: string) => string;
  find: (url: string) => Asset | undefined;
};

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const OWN_SCRIPT = 'app.js';
const compressible = /^text|svg/;

/**
 * Reads `public/` and joins its script with those of htmx, compresses all once at the highest
 * setting and gives each its hashed address. Style sheets come last, because
 * the addresses they name are rewritten to hashed ones.
 */
export function loadAssets(): Assets {
  const urls = new Map<string, string>();
  const byUrl = new Map<string, Asset>();
  const add = (name: string, content: Buffer) => {
    const extension = path.extname(name);
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
    const url = `/assets/${name.slice(0, name.length - extension.length)}.${hash}${extension}`;
    urls.set(name, url);
    byUrl.set(url, assetOf(types[extension] ?? 'application/octet-stream', hash, content));
  };
  const files = bundled(publicFiles());
  for (const { name, content } of files) if (!name.endsWith('.css')) add(name, content);
  for (const { name, content } of files) {
    if (name.endsWith('.css')) add(name, withHashedUrls(name, content, urls));
  }
  return {
    urlOf: (name) => {
      const url = urls.get(name);
      if (!url) throw new Error(`no asset ${name}`);
      return url;
    },
    find: (url) => byUrl.get(url),
  };
}

/** Serves them for ever: another content has another address. */
export const assets = new Hono<Env>().get('/assets/*', anyone(), (c) => {
  const asset = c.var.assets.find(c.req.path);
  if (!asset) return c.notFound();
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
  c.header('Vary', 'Accept-Encoding');
  c.header('ETag', asset.etag);
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304);
  c.header('Content-Type', asset.type);
  const encoding = accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'identity'],
    default: 'identity',
  });
  if (!asset.brotli || encoding !== 'br') return c.body(asset.plain);
  c.header('Content-Encoding', 'br');
  return c.body(asset.brotli);
});

function assetOf(type: string, hash: string, content: Buffer): Asset {
  const brotli = compressible.test(type)
    ? new Uint8Array(
        brotliCompressSync(content, {
          params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
      )
    : undefined;
  return { type, etag: `"${hash}"`, plain: new Uint8Array(content), brotli };
}

function publicFiles(): { name: string; content: Buffer }[] {
  const folder = path.join(projectFolder(), 'public');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      name: path.relative(folder, file).replaceAll(path.sep, '/'),
      content: readFileSync(file),
    }));
}

/** htmx, its preloading, its streams and our own script become one file: a page asks for its scripts once. */
function bundled(files: readonly { name: string; content: Buffer }[]) {
  const folder = path.dirname(createRequire(import.meta.url).resolve('htmx.org'));
  const own = files.find(({ name }) => name === OWN_SCRIPT)?.content ?? '';
  const scripts = [
    readFileSync(path.join(folder, 'htmx.min.js')),
    readFileSync(path.join(folder, 'ext', 'hx-preload.min.js')),
    readFileSync(path.join(folder, 'ext', 'hx-sse.min.js')),
    own,
  ];
  const content = Buffer.from(scripts.map(String).join(';\n'));
  return [...files.filter(({ name }) => name !== OWN_SCRIPT), { name: 'shop.js', content }];
}

/** `url(fonts/plex.woff2)` becomes the hashed address of that file; other addresses stay. */
function withHashedUrls(name: string, content: Buffer, urls: ReadonlyMap<string, string>): Buffer {
  const rewritten = content
    .toString('utf8')
    .replaceAll(
      /url\((['"]?)([^'")#]+)(#[^'")]*)?\1\)/g,
      (whole, _quote, target: string, fragment?: string) => {
        const named = path.posix.join(
          path.posix.dirname(name),
          target.replace(/^\/(assets\/)?/, ''),
        );
        const url = urls.get(named);
        return url ? `url("${url}${fragment ?? ''}")` : whole;
      },
    );
  return Buffer.from(rewritten);
}

/** Two folders up from the sources, one more from what was built. */
function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}
