import { VERSION } from "../../backtest/version.js";
import { html, type Markup } from "../markup.js";
import { styleSheet } from "./style.js";

/** A whole document: what stands above `main`, `main` itself, and the caveat at its foot. */
export function pageOf({ title, top, main, caveat }: { title: string; top: Markup; main: Markup; caveat: string }) {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Varanus ${VERSION}">
<title>${title}</title>
<style>${styleSheet()}</style>
</head>
<body>
${top}<main>
${main}</main>
<footer><p>Made by Varanus ${VERSION}. ${caveat}</p></footer>
</body>
</html>
`;
  return page.text;
}
