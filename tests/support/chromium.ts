import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import { build } from "esbuild";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";

/** What the browser tests share: a real Chromium, the built page on a server of its own, and small scripts beside it. */

const ROOT = resolve(import.meta.dirname, "../..");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface Site {
  /** With a slash at its end. */
  url: string;
  /** A new page in a context of its own; `problems` fills with what the console and the page complain of. */
  open(options?: BrowserContextOptions): Promise<{ page: Page; problems: string[] }>;
}

/**
 * A suite that needs Chromium (CHROMIUM_PATH, or the one on the path) and the built page. `extra` are further files of the
 * site by path, e.g. "/test.js".
 */
export function describeBrowser(
  name: string,
  suite: (site: Site) => void,
  extra: () => Promise<Readonly<Record<string, string | Uint8Array>>> = async () => ({}),
): void {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    if (process.env["CI"]) {
      it(name, () => {
        throw new Error("Chromium is absent: set CHROMIUM_PATH");
      });
    } else {
      describe.skip(`${name} (skipped: no Chromium; set CHROMIUM_PATH)`, () => {
        it("needs Chromium", () => {});
      });
    }
    return;
  }
  describe(name, () => {
    let browser: Browser;
    let server: ReturnType<typeof createServer>;
    const site: Site = {
      url: "",
      async open(options = {}) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        const page = await context.newPage();
        const problems: string[] = [];
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
        });
        page.on("pageerror", (error) => problems.push(error.message));
        return { page, problems };
      },
    };
    beforeAll(async () => {
      server = serve(await extra());
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      browser = await chromium.launch({ executablePath, args: FLAGS });
    });
    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });
    suite(site);
  });
}

/** A module script for the site, bundled as the page's own are. */
export async function bundleScript(source: string): Promise<string> {
  const result = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    loader: { ".wasm": "binary" },
    absWorkingDir: ROOT,
    write: false,
  });
  return (result.outputFiles[0] as { text: string }).text;
}

function serve(extra: Readonly<Record<string, string | Uint8Array>>) {
  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] as string;
    const file = join(ROOT, "dist/web", path.endsWith("/") ? `${path}index.html` : path);
    const content = extra[path] ?? (existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined);
    const type = TYPES[extname(path.endsWith("/") ? "index.html" : path)] ?? "application/octet-stream";
    response.writeHead(content === undefined ? 404 : 200, { "content-type": type });
    response.end(content);
  });
}

function chromiumPath(): string | undefined {
  const stated = process.env["CHROMIUM_PATH"];
  if (stated) return existsSync(stated) ? stated : undefined;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // not that one
    }
  }
  return undefined;
}
