/** Which line each row is on: the lines follow one another, but for the blank ones, which are kept here. */
export class RowLines {
  /** Rows that had been read when a blank line came, ascending. */
  private readonly blanks: number[] = [];

  /** @param first line of row 0 if no blank line comes before it, from 1 */
  constructor(private readonly first: number) {}

  skipBlank(rowsSoFar: number): void {
    this.blanks.push(rowsSoFar);
  }

  lineOf(row: number): number {
    let low = 0;
    let high = this.blanks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.blanks[middle] as number) <= row) low = middle + 1;
      else high = middle;
    }
    return this.first + row + low;
  }
}
