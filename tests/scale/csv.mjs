// csv.mjs: reads CSV on standard input and writes it as ClickHouse 18 reads it: no header names changed, stamps as
// `2026-11-03 08:00:00`, and in columns of stamps and numbers \N for nothing.
import { readFileSync } from 'node:fs';

const text = readFileSync(0, 'utf8');
const records = [];
let record = [], cell = '', quoted = false;
for (let i = 0; i < text.length; ++i) {
  const c = text[i];
  if (quoted) {
    if (c === '"' && text[i + 1] === '"') cell += text[++i];
    else if (c === '"') quoted = false;
    else cell += c;
  } else if (c === '"') quoted = true;
  else if (c === ',') { record.push(cell); cell = ''; }
  else if (c === '\n') { record.push(cell); records.push(record); record = []; cell = ''; }
  else cell += c;
}
const header = records[0];
const typed = header.map((name) => /_at$|_minutes$|^replies$|^reopens$/.test(name));
const stamps = header.map((name) => name.endsWith('_at'));
const written = (cell, i) => {
  if (typed[i] && cell === '') return '\\N';
  if (stamps[i]) return cell.replace('T', ' ').replace('Z', '');
  return typed[i] ? cell : '"' + cell.replaceAll('"', '""') + '"';
};
process.stdout.write(records.map((one, row) => (row === 0 ? one : one.map(written)).join(',')).join('\n') + '\n');
