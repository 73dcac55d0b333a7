import React from 'react';

/** 24-unit outlines, drawn once at the end of the page and used by name. */
const SHAPES = {
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V12l3 2',
  check: 'M4.5 12.5 9.5 17.5 19.5 7',
  cross: 'M6 6l12 12M18 6 6 18',
  question: 'M9 9a3 3 0 1 1 4.5 2.6c-.9.5-1.5 1.2-1.5 2.4M12 17.6v.1',
  person:
    'M10 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3.5 20c.4-3.6 3-5.5 6.5-5.5M14 17l2.5 2.5L21 15',
  slash: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 18 18 6',
  in: 'M12 4v14M6 12.5l6 6 6-6',
  out: 'M12 20V6M6 11.5l6-6 6 6',
  vault: 'M4 5h16v13H4zM7 18v2M17 18v2M12 8.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12 8.5v-1',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  wallet: 'M4 7.5A2.5 2.5 0 0 1 6.5 5H18v3M4 7.5V17a2 2 0 0 0 2 2h14V8H6.5M16 13.5h.1',
  equal: 'M5 9.5h14M5 14.5h14',
  filter: 'M4 6h16M7 12h10M10 18h4',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
} as const;

export type IconName = keyof typeof SHAPES;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" aria-hidden="true" focusable="false">
    <use href={`#i-${name}`} />
  </svg>
);

export const IconShapes = () => (
  <svg className="shapes" aria-hidden="true">
    {Object.entries(SHAPES).map(([name, d]) => (
      <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
        <path d={d} />
      </symbol>
    ))}
  </svg>
);
