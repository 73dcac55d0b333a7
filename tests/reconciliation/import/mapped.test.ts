import { expect, test } from 'vitest';
import { useConsole } from '../../support/console.ts';
import { bytesOf, newFolder } from './given.ts';

const world = useConsole({ settings: { statementsDir: newFolder() } });

const receive = (content: string) =>
  world.console.app.receiveStatement({
    actor: world.people.finance,
    name: 'banque.csv',
    stream: bytesOf(content),
  });

const bank = (...rows: string[]) => `${['Jour;Libellé;Crédit;Débit', ...rows].join('\n')}\n`;

test('a header that a person has explained once is read the same way the next time', async () => {
  const { app } = world.console;
  const first = await receive(bank('24/11/2025 10:00:00;A;1 500;', '24/11/2025 11:00:00;B;;700'));
  expect(first).toMatchObject({ format: 'unknown', mappingName: null });
  const mapping = { ...first.mapping!, columns: { date: 0, in: 2, out: 3, reference: 1 } };
  const { fileId } = await app.importStatement({
    actor: world.people.finance,
    uploadId: first.uploadId,
    mapping,
    saveMappingAs: 'La banque',
    method: 'wave',
  });
  await app.statementsIdle();
  const read = await app.statement({ actor: world.people.finance, fileId });
  expect(read).toMatchObject({ state: 'MATCHED', format: 'mapped', lines: 2, method: 'wave' });

  const next = await receive(bank('25/11/2025 10:00:00;C;1 600;'));
  expect(next).toMatchObject({
    mappingName: 'La banque',
    mapping: { columns: mapping.columns },
    preview: { lines: [{ kind: 'payment', amount: '1600', reference: 'C' }] },
  });
  const second = await app.importStatement({
    actor: world.people.finance,
    uploadId: next.uploadId,
    method: 'wave',
  });
  await app.statementsIdle();
  const again = await app.statement({ actor: world.people.finance, fileId: second.fileId });
  expect(again).toMatchObject({ state: 'MATCHED', lines: 1, series: read.series });
});

test('another header is another format', async () => {
  const other = await receive('Date;Texte;Montant\n25/11/2025 10:00:00;D;1 700\n');
  expect(other).toMatchObject({ format: 'unknown', mappingName: null });
});

test('a mapping that leaves out what every line needs imports nothing', async () => {
  const { uploadId, mapping } = await receive(bank('26/11/2025 10:00:00;E;1 800;'));
  await expect(
    world.console.app.importStatement({
      actor: world.people.finance,
      uploadId,
      mapping: { ...mapping!, columns: { in: 2, out: 3 } },
    }),
  ).rejects.toMatchObject({ kind: 'InvalidInput', code: 'mapping_needs_date' });
  const { rows } = await world.database.pool.query(
    `select count(*)::int as files from statement_file where name = 'banque.csv'`,
  );
  expect(rows).toEqual([{ files: 2 }]);
});
