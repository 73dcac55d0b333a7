#!/usr/bin/env node
// @ts-check
// A Prisma generator that writes the whole datamodel to node_modules/.prisma/datamodel.json:
// the one inside a client without a native engine is pruned, and the console's lists need it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import helper from '@prisma/generator-helper';

helper.generatorHandler({
  onManifest: () => ({
    prettyName: 'Datamodel',
    defaultOutput: '../node_modules/.prisma/datamodel.json',
  }),
  onGenerate: async ({ dmmf, generator }) => {
    const file = generator.output?.value;
    if (!file) throw new Error('The datamodel generator has no output.');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(dmmf.datamodel));
  },
});
