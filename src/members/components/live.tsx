import React, { type ReactNode } from 'react';

interface LiveProps {
  /** Unique on its page: the part is found by it when the page is read again. */
  readonly name: string;
  /** What is read out when it has changed. */
  readonly say?: string;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A part of a page that the script replaces when the page, read again, says something else. */
export const Live = ({ name, say, className, children }: LiveProps) => (
  <div data-live={name} {...(say ? { 'data-say': say } : {})} {...(className ? { className } : {})}>
    {children}
  </div>
);
