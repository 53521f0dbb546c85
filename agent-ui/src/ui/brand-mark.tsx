/** Three rings: calm, amber, red, the colours of the ring count. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="5 3 22 26" aria-hidden="true">
      <g fill="none" strokeWidth="2.8" strokeLinecap="round">
        <path d="M7 12.5a5 5 0 0 1 0 7" stroke="#7fc8a9" />
        <path d="M12 9a10 10 0 0 1 0 14" stroke="#f0b44c" />
        <path d="M17 5.5a15 15 0 0 1 0 21" stroke="#e8695c" />
      </g>
    </svg>
  );
}
