import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/hopscope-browser');

/**
 * Unpacks the browser that comes as an npm package (some 200 MB), once per checkout.
 *
 * It unpacks into the folder for temporary files under fixed names and takes whatever lies there for
 * complete, so it is given a fresh folder that becomes the cache only when all of it is there.
 */
async function unpackBrowser(): Promise<string> {
  if (existsSync(CACHE)) {
    return CACHE;
  }
  mkdirSync(join(CACHE, '..'), { recursive: true });
  const fresh = mkdtempSync(`${CACHE}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh;
  try {
    await chromium.executablePath();
    // Its libraries (libnss3 and what it needs) too, which it does by itself on AWS only.
    const bin = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin');
    await inflate(join(bin, 'al2023.tar.br'));
    renameSync(fresh, CACHE);
  } catch (error) {
    // Another process may have been first: then its cache is as good.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(CACHE)) {
      throw error;
    }
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
  return CACHE;
}

/**
 * Starts a real Chromium, without anything of the system but a C library: the one from npm, or the
 * one that HOPSCOPE_TEST_BROWSER names.
 *
 * @throws when none can be started, saying why.
 */
export async function startBrowser(): Promise<Browser> {
  const own = process.env.HOPSCOPE_TEST_BROWSER;
  if (own !== undefined) {
    return playwright.launch({ executablePath: own, args: ['--no-sandbox'] });
  }
  const folder = await unpackBrowser();
  const libraries = join(folder, 'al2023', 'lib');
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'],
    env: {
      ...process.env,
      HOME: process.env.HOME ?? tmpdir(),
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: writeFontConfig(folder),
      // Chromium turns LANG=POSIX into an invalid language tag, on which a page's Intl calls fail.
      LANG: 'en_US.UTF-8',
    },
  });
}

// The configuration that comes along names the folders of AWS only; without any font at all the
// renderer aborts.
function writeFontConfig(folder: string): string {
  const file = join(folder, 'hopscope-fonts.conf');
  const dirs = [join(folder, 'fonts', 'fonts'), '/usr/share/fonts'];
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs
      .map((dir) => `<dir>${dir}</dir>`)
      .join('')}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  return file;
}
