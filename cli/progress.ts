/** Shows the share that is done: in place on a terminal, else a line every tenth. */
export function progressOn(stream: NodeJS.WriteStream, what: string): { show(share: number): void; end(): void } {
  let shown = -1;
  const step = stream.isTTY ? 1 : 10;
  return {
    show: (share) => {
      const percent = Math.floor((100 * share + 1e-9) / step) * step;
      if (percent <= shown) return;
      shown = percent;
      const text = `${what}: ${percent} %`;
      stream.write(stream.isTTY ? `\r${text}` : `${text}\n`);
    },
    end: () => {
      if (stream.isTTY && shown >= 0) stream.write("\r\x1b[K");
    },
  };
}
