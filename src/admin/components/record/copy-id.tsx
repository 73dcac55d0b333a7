import React, { useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { words } from '../kit/page-data.ts';

/** Copies a text; where the browser gives no clipboard, the text itself can be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <button type="button" className="link-button" onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? words.record.copied : label}</span>
    </button>
  );
}

export const CopyId = ({ id }: { id: string }) => (
  <span title={id}>
    <CopyButton text={id} label={words.record.copyId} />
  </span>
);
