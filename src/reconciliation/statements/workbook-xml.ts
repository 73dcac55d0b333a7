import { SaxesParser } from 'saxes';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlEvents {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Names without their prefix: some writers say `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Tells what stands in an XML file that comes in pieces. @throws Error for what is no XML */
export function xmlReader(events: XmlEvents): { write(xml: string): void; close(): void } {
  const parser = new SaxesParser({ position: false });
  // Without namespaces a tag's attributes are plain texts.
  parser.on('opentag', ({ name, attributes }) =>
    events.open(local(name), attributes as Attributes),
  );
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  parser.on('closetag', ({ name }) => events.close?.(local(name)));
  return {
    write: (xml) => void parser.write(xml),
    close: () => void parser.close(),
  };
}

/** Reads one file of a workbook to its end. */
export async function readXml(pieces: AsyncIterable<string>, events: XmlEvents): Promise<void> {
  const reader = xmlReader(events);
  let some = false;
  for await (const piece of pieces) {
    some ||= piece !== '';
    reader.write(piece);
  }
  if (some) reader.close();
}
