export function LiveConsole() {
  return null;
}
