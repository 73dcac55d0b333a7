import { ApiFailure, failureIn } from '../kit/api.ts';
import { root, words } from '../kit/page-data.ts';
import type { Inspected } from './answers.ts';

/** As the server has it: whoever sends more is told before a byte leaves. */
export const LIMIT_BYTES = 512 * 1024 * 1024;

/**
 * Sends a file as it is, and says how far it came: fetch tells nothing about what was sent. What was
 * given up by `signal` never answers.
 * @throws ApiFailure
 */
export function sendFile(
  file: File,
  signal: AbortSignal,
  told: (sentBytes: number) => void,
): Promise<Inspected> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${root}/api/statements/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => told(loaded);
    request.onerror = () => reject(new ApiFailure(0, words.states.offline, null));
    request.onload = () => {
      const body = bodyOf(request.responseText);
      if (request.status === 200 && body !== null) resolve(body as Inspected);
      else reject(failureIn(request.status, body));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
