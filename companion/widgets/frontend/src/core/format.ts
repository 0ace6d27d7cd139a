// Numbers in words for the author.

/** Bits with their sign; "-0.0" is "0.0". */
export function bits(value: number): string {
  const text = value.toFixed(1);
  if (Number(text) === 0) return "0.0";
  return value > 0 ? `+${text}` : text.replace("-", "−");
}

/** "1 word", "2 words"; "" for none. */
export function plural(count: number, thing: string): string {
  return count ? `${count} ${thing}${count > 1 ? "s" : ""}` : "";
}
