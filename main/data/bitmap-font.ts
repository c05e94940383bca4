/** Cells of a letter, without the blank column after it. */
export const letterWidth = 5;
export const letterHeight = 7;

/**
 * Each letter is followed by its seven rows of five cells, each row one digit in base 32, its highest bit the leftmost cell. Drawn
 * for this program, so that pictures can be labelled without a canvas or a font file.
 */
const drawings = `
  .00000cc ,0000c48 :0cc0cc0 ;0cc0c48 !4444004 ?eh12404 +044v440 -000v000 –000v000
  −000v000 =00v0v00 ×0ha4ah0 ±44v440v /01248g0 (2488842 )8422248 [e88888e ]e22222e
  <248g842 >8421248 %op248j3 #aavavaa _000000v 'c480000 ’c480000 ·0004000 ²c24e000
  κ00ikoki 0ehjlphe 14c4444e 2eh1248v 3v2421he 426aiv22 5vgu11he 668guhhe 7v124888
  8ehhehhe 9ehhf12c Aehhvhhh Buhhuhhu Cehggghe Dsihhhis Evgguggv Fvgguggg Gehgnhhf
  Hhhhvhhh Ie44444e J72222ic Khikokih Lggggggv Mhrllhhh Nhhpljhh Oehhhhhe Puhhuggg
  Qehhhlid Ruhhukih Sfgge11u Tv444444 Uhhhhhhe Vhhhhha4 Whhhllla Xhha4ahh Yhhha444
  Zv1248gv a00e1fhf bggmphhu c00egghe d11djhhf e00ehvge f698s888 gfhhhf1e hggmphhh
  i40c444e j20622ic kggikoki lc44444e m00qllhh n00mphhh o00ehhhe pmphhugg qdjhhf11
  r00mpggg s00ege1u t88s8896 u00hhhjd v00hhha4 w00hhlla x00ha4ah yhhhhf1e z00v248v
`;

const letters = new Map(
  drawings
    .trim()
    .split(/\s+/)
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
);
letters.set(' ', '0000000');

const unknown = 'vhhhhhv';

/** Letters that hang below the line by two cells. */
const descending = new Set('gpqy');

/** Calls `cell` for every cell that is ink, in cells from the text's upper left corner. Letters not drawn show as boxes. */
export function drawText(text: string, cell: (x: number, y: number) => void): void {
  for (const [place, letter] of [...text].entries()) {
    const drop = descending.has(letter) ? 2 : 0;
    for (const [y, digit] of [...(letters.get(letter) ?? unknown)].entries()) {
      const row = Number.parseInt(digit, 32);
      for (let x = 0; x < letterWidth; x++) {
        if (row & (1 << (letterWidth - 1 - x))) cell(place * (letterWidth + 1) + x, y + drop);
      }
    }
  }
}

/** Width of a text in cells. */
export function textWidth(text: string): number {
  return Math.max(0, [...text].length * (letterWidth + 1) - 1);
}
