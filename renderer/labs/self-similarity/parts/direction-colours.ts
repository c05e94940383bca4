/** Directions that have a colour of their own. */
export const directionCount = 64;

/** Lightness and chroma in OKLab: constant around the circle, so that no direction stands out; for each background. */
const rings = {
  dark: { lightness: 0.76, chroma: 0.115 },
  light: { lightness: 0.56, chroma: 0.115 },
} as const;

/**
 * Colours of directions, a cyclic perceptual map: a circle of constant lightness and chroma in OKLab (B. Ottosson, 2020), equal steps of
 * angle being equal steps of colour. Entry i is the direction 2πi / directionCount, anticlockwise from the x axis.
 */
export function directionColours(theme: 'dark' | 'light'): string[] {
  const { lightness, chroma } = rings[theme];
  return Array.from({ length: directionCount }, (_, i) => {
    const hue = (2 * Math.PI * i) / directionCount;
    const [red, green, blue] = fromOklab(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
    return `rgb(${red} ${green} ${blue})`;
  });
}

/** Index of the colour of an angle in radians. */
export function directionIndex(angle: number): number {
  const turn = angle / (2 * Math.PI);
  return Math.round((turn - Math.floor(turn)) * directionCount) % directionCount;
}

/** OKLab to 8-bit sRGB; what lies outside of it is cut off. */
function fromOklab(L: number, a: number, b: number): [number, number, number] {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const value = Math.min(1, Math.max(0, linear));
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded);
  }) as [number, number, number];
}
