// same.mjs A.json B.json: whether two documents of dsat say the same. Left out: what names the input (`input`, `notes`,
// the section `data`, the commands that repeat file names) and sections that say what volumes can't (named in FEWER).
import { readFileSync } from 'node:fs';

const fewer = ['hours'];
const load = (file) => {
  const document = JSON.parse(readFileSync(file, 'utf8'), (key, value) => (key === 'command' ? undefined : value));
  delete document.input;
  delete document.notes;
  document.sections = document.sections.filter((section) => section.key !== 'data' && !fewer.includes(section.key));
  for (const section of document.sections)
    section.text = (section.text ?? []).filter((one) => !String(one).startsWith('Tickets without a rating are known by'));
  return document;
};
const [a, b] = process.argv.slice(2).map(load);
const differ = (x, y, path) => {
  if (typeof x !== 'object' || x === null || y === null || typeof y !== 'object') {
    if (x !== y) { console.log(`${path}: ${JSON.stringify(x)} is ${JSON.stringify(y)} there`); return 1; }
    return 0;
  }
  let count = 0;
  for (const key of new Set([...Object.keys(x), ...Object.keys(y)])) count += differ(x[key], y[key], `${path}.${key}`);
  return count;
};
process.exit(differ(a, b, '') === 0 ? 0 : 1);
