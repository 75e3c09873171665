/** Whole numbers of any size as a reader takes them in. */

/** More digits than this are not read one by one. */
const MOST_DIGITS = 24;

/** With the digits in groups of three; a number too long for that as a power of ten. */
export function grouped(count: number | string | bigint): string {
  const digits = BigInt(count).toString();
  if (digits.length > MOST_DIGITS) return `≈ ${digits[0]}.${digits.slice(1, 4)}e${digits.length - 1}`;
  return BigInt(count).toLocaleString("en").replaceAll(",", "\u202f");
}
