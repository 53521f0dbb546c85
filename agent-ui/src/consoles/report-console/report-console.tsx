export function ReportConsole() {
  return null;
}
