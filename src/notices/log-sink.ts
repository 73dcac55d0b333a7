import type { Log } from '../kernel/log.ts';
import { noticeSentence } from './notice.ts';
import type { Sink } from './sink.ts';

/** Where nothing else is configured, a notice is at least a line in the log; only what is broken is an error there. */
export const logSink = (log: Pick<Log, 'info' | 'error'>): Sink => ({
  name: 'log',
  batch: 100,
  send: async (notices) => {
    for (const notice of notices) {
      const { id, kind, subjectType, subjectId } = notice;
      log[notice.severity === 'critical' ? 'error' : 'info'](
        { notice: id, kind, subjectType, subjectId },
        noticeSentence('en', notice),
      );
    }
  },
});
