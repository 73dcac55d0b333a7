import { createTransport } from 'nodemailer';
import { noticeSentence } from './notice.ts';
import type { Outgoing, Sink } from './sink.ts';

export interface EmailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  readonly from: string;
  readonly to: readonly string[];
}

const WITHIN_MS = 10_000;

/** One letter for everything that waits, in both languages: who reads it is not known here. */
export function emailSink({ url, from, to }: EmailSettings, publicUrl: string): Sink {
  const transport = createTransport({
    url,
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    // A notice is words; nothing of it is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: 'email',
    batch: 50,
    send: async (notices) => {
      const [first] = notices;
      if (!first) return;
      await transport.sendMail({
        from,
        to: [...to],
        subject: `Tontine Pro : ${subjectOf(notices, first)}`,
        text: textOf(notices, publicUrl),
        // The same at every attempt: a letter that came twice is one to the reader's program.
        messageId: `<${first.id}.${notices.length}@${hostOf(publicUrl)}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}

const subjectOf = (notices: readonly Outgoing[], first: Outgoing): string =>
  notices.length === 1 ? noticeSentence('fr', first) : `${notices.length} avis / notices`;

const textOf = (notices: readonly Outgoing[], publicUrl: string): string =>
  [
    ...notices.map((notice) => `- ${noticeSentence('fr', notice)}`),
    '',
    ...notices.map((notice) => `- ${noticeSentence('en', notice)}`),
    '',
    `${publicUrl}/`,
    '',
  ].join('\n');

const hostOf = (url: string): string => new URL(url).hostname;
