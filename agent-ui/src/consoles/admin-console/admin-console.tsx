export function AdminConsole() {
  return null;
}
