import { create } from 'qrcode';
import React from 'react';

/** The quiet zone that scanners need around it, in modules. */
const MARGIN = 4;

/** A text as a QR code, dark on white in both themes: a camera cannot read it otherwise. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = Array.from(data).flatMap((bit, at) =>
    bit ? [`M${(at % size) + MARGIN} ${Math.floor(at / size) + MARGIN}h1v1h-1z`] : [],
  );
  const side = size + 2 * MARGIN;
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <path className="paper" d={`M0 0h${side}v${side}H0z`} />
      <path className="dots" d={dark.join('')} />
    </svg>
  );
};
