// The five tables with DuckDB: node duckdb.mjs FILE THREADS. The columns in use are read once.
import { DuckDBInstance } from "@duckdb/node-api";

const [file, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads });
const duck = await instance.connect();
await duck.run(`
  create table t as select Via, Assignee, "Satisfaction Reason" as reason, Tags,
    date_trunc('week', coalesce("Solved at", "Created at")) as week,
    "Satisfaction Score" in ('Good', 'Bad') as rated, "Satisfaction Score" = 'Bad' as bad
  from read_csv('${file}', header = true, delim = ',', quote = '"', escape = '"', parallel = true,
    columns = {'Id': 'BIGINT', 'Requester id': 'BIGINT', 'Assignee': 'VARCHAR', 'Group': 'VARCHAR',
      'Subject': 'VARCHAR', 'Tags': 'VARCHAR', 'Status': 'VARCHAR', 'Priority': 'VARCHAR', 'Via': 'VARCHAR',
      'Ticket type': 'VARCHAR', 'Created at': 'TIMESTAMP', 'Updated at': 'TIMESTAMP', 'Solved at': 'TIMESTAMP',
      'Satisfaction Score': 'VARCHAR', 'Satisfaction Reason': 'VARCHAR', 'Satisfaction Comment': 'VARCHAR',
      'Reopens': 'INTEGER', 'Replies': 'INTEGER', 'First reply time in minutes': 'INTEGER',
      'Full resolution time in minutes': 'INTEGER', 'Organization': 'VARCHAR', 'Description': 'VARCHAR'})`);
const sums = "count(*) as tickets, count_if(rated) as rated, count_if(bad) as negative";
let rows = 0;
for (const sql of [
  `select Via, ${sums} from t group by all order by all`,
  `select Assignee, ${sums} from t group by all order by all`,
  `select reason, ${sums} from t where bad group by all order by all`,
  `select week, ${sums} from t group by all order by all`,
  `select tag, week, ${sums} from (select unnest(string_split(Tags, ' ')) as tag, week, rated, bad from t)
   group by all order by all`,
])
  rows += (await (await duck.run(sql)).getRows()).length;
console.log(rows);
