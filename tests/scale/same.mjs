// same.mjs A.json B.json: whether two documents of dsat say the same. Left out: what names the input (`input`, `notes`,
// the section `data`, the commands that repeat file names) and what needs silent tickets one by one or by two dimensions
// (docs/scale.md): the section `hours`, the mix-weighted NRR and `Mix`, and the sentences that say so.
import { readFileSync } from 'node:fs';

const fewer = ['hours'];
const needsSilent = (one) =>
  one?.measure === 'NRR, mix-weighted' || one?.label === 'Mix' || (Array.isArray(one) && one[0] === 'NRR, mix-weighted') ||
  (typeof one === 'string' && one.startsWith('Tickets without a rating are known by'));
const load = (file) => {
  const document = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
    key === 'command' ? undefined : Array.isArray(value) ? value.filter((one) => !needsSilent(one)) : value);
  delete document.input;
  delete document.notes;
  document.sections = document.sections.filter((section) => section.key !== 'data' && !fewer.includes(section.key));
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
