/**
 * A text as one cell of a csv file. What a spreadsheet would read as a formula is made text: a name must not calculate on
 * the machine of who opens the file. Chinese and Japanese spreadsheets read full-width signs as well.
 */
export function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^\+?[\d ]+$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
