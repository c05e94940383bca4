/** Numbers and times as the interface writes them. Minus signs are U+2212; thousands are set apart by thin spaces. */

/** Three significant digits (or `digits`), without exponent in everyday ranges: "0.0841", "4 096", "1.2e−7". */
export function significant(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-4 || magnitude >= 1e7) return minus(value.toExponential(digits - 1).replace('e+', 'e'));
  if (Number.isInteger(value)) return count(value);
  return minus(magnitude >= 10 ** digits ? String(Math.round(value)) : value.toPrecision(digits));
}

/** A number as it is typed: no more digits than the step of its control tells apart, no trailing zeros. */
export function typed(value: number, step?: number): string {
  if (!Number.isFinite(value)) return '';
  if (step === undefined || step <= 0) return String(Number(value.toPrecision(12)));
  const decimals = Math.min(12, decimalsOf(step) + 1);
  const rounded = Number(value.toFixed(decimals));
  // A value far below its step (a learning rate) keeps its own digits.
  return String(rounded === 0 && value !== 0 ? Number(value.toPrecision(6)) : rounded);
}

/** Decimal places of a number as written: 2 for 0.05, 5 for 1e-5. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** A whole number with thin spaces between thousands. */
export function count(value: number): string {
  return minus(String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u2009'));
}

/** "12 s", "3 min 20 s", "2 h 10 min", "3 d 4 h". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 10 && whole % 60 !== 0) return `${minutes} min ${whole % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** "40 µs", "8 ms", "0.4 s", then as `duration`: times of single steps. */
export function stepTime(seconds: number): string {
  if (seconds >= 9.95) return duration(seconds);
  const [value, unit] =
    seconds >= 0.0995 ? [seconds, 's'] : seconds >= 0.000995 ? [1e3 * seconds, 'ms'] : [1e6 * seconds, 'µs'];
  return `${Number(value.toPrecision(value < 9.95 && unit !== 's' ? 1 : 2))} ${unit}`;
}

/** "about 5 s", "about 2 min": rounded to what a guess is worth. */
export function aboutTime(seconds: number): string {
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 100) return `about ${Math.round(seconds / 5) * 5} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** "82 MB", "3.2 GB". */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled.toFixed(power === 0 || scaled >= 100 ? 0 : 1)} ${units[power]}`;
}

/** "14:05", "yesterday 14:05", "12 Nov 14:05", "12 Nov 2025". */
export function moment(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '–';
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (days === 0) return time;
  if (days === 1) return `yesterday ${time}`;
  const day = `${date.getDate()} ${months[date.getMonth()]}`;
  return date.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${date.getFullYear()}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number) => String(value).padStart(2, '0');
const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
const minus = (text: string) => text.replaceAll('-', '−');
