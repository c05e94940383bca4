import type { RunProgress } from '../../preload/contract/runs.ts';
import { duration } from './table.ts';

const barWidth = 24;
const plainSeconds = 10;
/** Commands that take no longer than this say nothing of their progress where there is no bar. */
const patienceSeconds = 2;

/** Progress on standard error: a bar that is drawn over on a terminal, now and then a line elsewhere. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #started = performance.now() / 1000;
  #lastPlain = 0;
  #lastText = '';

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show({ fraction, message, secondsLeft }: RunProgress): void {
    const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`;
    const percent = `${Math.floor(100 * fraction)} %`;
    if (this.#stream.isTTY) {
      const done = Math.round(barWidth * fraction);
      const bar = '█'.repeat(done) + '░'.repeat(barWidth - done);
      const text = `${bar} ${percent.padStart(5)}  ${message}${left}`;
      this.#stream.write(`\r\u001B[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
      this.#lastText = text;
      return;
    }
    const now = performance.now() / 1000;
    if (now - this.#started < patienceSeconds) return;
    const text = `${percent}  ${message}${left}`;
    if (text === this.#lastText || (this.#lastText !== '' && now - this.#lastPlain < plainSeconds)) return;
    this.#lastPlain = now;
    this.#lastText = text;
    this.#stream.write(`${text}\n`);
  }

  /** Takes the bar away, so that what follows starts on a line of its own. */
  clear(): void {
    if (this.#stream.isTTY && this.#lastText !== '') this.#stream.write('\r\u001B[K');
  }
}
