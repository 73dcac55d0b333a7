import { useEffect, useRef, useState } from 'react';
import { ApiFailure, post } from '../kit/api.ts';
import type { Inspected, Mapping, Preview } from './answers.ts';

/** Somebody who is still choosing is not answered at each step. */
const PAUSE_MS = 250;

/** The first rows as this mapping reads them, read anew whenever it changes. */
export function usePreview(inspected: Inspected, mapping: Mapping | null) {
  const [preview, setPreview] = useState<Preview>(inspected.preview);
  const [problem, setProblem] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const shown = useRef(inspected.mapping);
  useEffect(() => {
    if (mapping === shown.current) return;
    shown.current = mapping;
    setReading(true);
    let left = false;
    const timer = setTimeout(() => {
      post<Preview>('/statements/preview', { uploadId: inspected.uploadId, mapping })
        .then((next) => {
          if (left) return;
          setPreview(next);
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (!left) setProblem(error instanceof ApiFailure ? error.message : String(error));
        })
        .finally(() => {
          if (!left) setReading(false);
        });
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [inspected.uploadId, mapping]);
  return { preview, problem, reading };
}
