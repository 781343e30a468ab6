// The zeros of Arabic-Indic, its eastern form, N'Ko, Devanagari, Bengali, Adlam and full-width digits.
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0x1e950, 0xff10];

/** A text with its digits as an app reads them: phones with Arabic letters type `٤٨٢١` for 4821. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
