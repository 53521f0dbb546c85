export function DemoPhonePage() {
  return null;
}
