import './keypad.css';

const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

export function Keypad({ onDigit, disabled = false }: { onDigit: (digit: string) => void; disabled?: boolean }) {
  return (
    <div className="keypad">
      {keys.map(([digit, letters]) => (
        <button key={digit} type="button" disabled={disabled} onClick={() => onDigit(digit)}>
          <b>{digit}</b>
          <small aria-hidden="true">{letters}</small>
        </button>
      ))}
    </div>
  );
}
