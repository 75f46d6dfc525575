// duckdb.mjs MODULES DATABASE QUERY: runs a file of SQL, prints the result as CSV.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, database, query] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(modules, 'package.json'))('@duckdb/node-api');
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'");
const result = await connection.runAndReadAll(readFileSync(query, 'utf8'));
const quoted = (cell) => {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const lines = [result.columnNames(), ...result.getRows()].map((row) => row.map(quoted).join(','));
process.stdout.write(lines.join('\n') + '\n');
