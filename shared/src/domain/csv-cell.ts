/**
 * A text as one cell of a csv file. What a spreadsheet would take for a formula is turned into text: a name must not
 * run a formula on the machine of the person who opens the file. Chinese and Japanese spreadsheets accept full-width
 * signs as well.
 */
export function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^\+?[\d ]+$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
