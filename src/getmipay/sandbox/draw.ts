import { createHmac } from 'node:crypto';

type Subject = readonly (string | number)[];

/** A number in [0, 1) that depends on nothing but the seed and what it is drawn for. */
export function draw(seed: string, ...subject: Subject): number {
  return digest(seed, subject).readUIntBE(0, 6) / 2 ** 48;
}

/** So many hexadecimal digits (at most 64), drawn the same way. */
export const drawHex = (seed: string, digits: number, ...subject: Subject): string =>
  digest(seed, subject).toString('hex').slice(0, digits);

/** A text in the form of a UUID, drawn the same way. */
export const drawUuid = (seed: string, ...subject: Subject): string =>
  drawHex(seed, 32, ...subject).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');

const digest = (seed: string, subject: Subject): Buffer =>
  createHmac('sha256', seed).update(subject.join('|')).digest();
