import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { VaranusError } from "../../src/index.js";
import { numberOf } from "../flags.js";
import { serveHelp } from "../help.js";
import { has, noWords, parse, single, usage } from "../parse.js";

const HOST = "127.0.0.1";
const PORT = 8910;
/** Ports tried after the default one. */
const TRIES = 20;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** varanus serve: the page's static files on the loopback interface, until Ctrl-C. */
export async function serveCommand(args: readonly string[]): Promise<void> {
  const parsed = parse(
    args,
    new Map([
      ["port", "value"],
      ["help", "nothing"],
    ]),
  );
  if (has(parsed, "help")) return void process.stdout.write(serveHelp());
  noWords(parsed);
  const text = single(parsed, "port");
  const port = text === undefined ? undefined : numberOf("--port", text);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw usage("--port", `${port} is not a port`, "from 0 (any free one) to 65535");
  }
  const folder = join(dirname(fileURLToPath(import.meta.url)), "web");
  if (!existsSync(join(folder, "index.html"))) {
    throw new VaranusError({ code: "file", path: folder, message: "the page is not built", hint: "npm run build" });
  }
  const server = createServer((request, response) => {
    const path = fileOf(folder, request.url ?? "/");
    if ((request.method !== "GET" && request.method !== "HEAD") || path === undefined) {
      response.writeHead(path === undefined ? 404 : 405, { "content-type": "text/plain" });
      response.end(path === undefined ? "not found\n" : "only GET\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-length": statSync(path).size,
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(path).pipe(response);
  });
  const taken = await listen(server, port);
  console.log(`Varanus is at http://${HOST}:${taken}/ (Ctrl-C ends it)`);
}

/** The file of a request path, or undefined if there is none below the folder. */
function fileOf(folder: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/)[0] as string);
  } catch {
    return undefined;
  }
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile() ? file : undefined;
}

async function listen(server: Server, port: number | undefined): Promise<number> {
  const candidates = port === undefined ? Array.from({ length: TRIES }, (_, k) => PORT + k) : [port];
  for (const candidate of candidates) {
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once("error", resolve);
      server.listen(candidate, HOST, () => resolve(undefined));
    });
    server.removeAllListeners("error");
    if (error === undefined) return (server.address() as { port: number }).port;
    if (error.code !== "EADDRINUSE")
      throw usage("--port", `port ${candidate} cannot be opened: ${error.code}`, "choose another");
  }
  throw usage("--port", `port ${candidates[0]} is in use`, "choose another, or 0 for any free one");
}
