import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';

/** Where a system keeps its own Chromium or Chrome. */
const systemPlaces = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * A browser without a window: the one named by `CHROMIUM_PATH`, else the
 * system's, else the Chromium that came with `npm ci` (Linux on x64, with
 * nothing installed). `CHROMIUM_PATH=bundled` insists on the last.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const system =
    named === 'bundled'
      ? undefined
      : [named, ...systemPlaces].find((place) => place && existsSync(place));
  if (!system) return launchBundled();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: system, args });
}

/**
 * The bundled browser unpacks its own system libraries when told so, and dies
 * on the first Cyrillic letter unless it is given a font that has one. Its own
 * `args` are left out: they switch off the web security that tests rely on.
 */
async function launchBundled(): Promise<Browser> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  const executablePath = await bundled.executablePath();
  const font = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const folder = mkdtempSync(path.join(tmpdir(), 'fonts-'));
  const config = path.join(folder, 'fonts.conf');
  writeFileSync(
    config,
    `<fontconfig><dir>${path.dirname(font)}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  );
  const env = { ...process.env, FONTCONFIG_FILE: config, FONTCONFIG_PATH: folder };
  return chromium.launch({ executablePath, args: ['--no-sandbox'], env });
}
