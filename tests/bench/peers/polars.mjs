// The five tables with Polars: POLARS_MAX_THREADS=N node polars.mjs FILE. The columns in use are read once.
import pl from "nodejs-polars";

const [file] = process.argv.slice(2);
const sums = [
  pl.col("rated").count().alias("tickets"),
  pl.col("rated").sum().alias("rated sum"),
  pl.col("bad").sum().alias("negative"),
];
const table = pl
  .readCSV(file, {
    columns: ["Via", "Assignee", "Satisfaction Reason", "Tags", "Created at", "Solved at", "Satisfaction Score"],
    inferSchemaLength: 0,
  })
  .lazy()
  .select(
    pl.col("Via"),
    pl.col("Assignee"),
    pl.col("Satisfaction Reason").alias("reason"),
    pl.col("Tags"),
    // In ISO form a date's days can be told from its first ten letters.
    pl.when(pl.col("Solved at").isNull()).then(pl.col("Created at")).otherwise(pl.col("Solved at")).str.slice(0, 10)
      .str.strptime(pl.Date, "%Y-%m-%d").alias("day"),
    pl.col("Satisfaction Score").isIn(["Good", "Bad"]).alias("rated"),
    pl.col("Satisfaction Score").eq(pl.lit("Bad")).alias("bad"),
  )
  .withColumns(pl.col("day").dt.year().mul(pl.lit(100)).add(pl.col("day").dt.week()).alias("week"))
  .collectSync();
let rows = 0;
for (const key of ["Via", "Assignee", "week"]) rows += table.groupBy(key).agg(...sums).sort(key).height;
rows += table.filter(pl.col("bad")).groupBy("reason").agg(...sums).sort("reason").height;
rows += table
  .select("Tags", "week", "rated", "bad")
  .withColumns(pl.col("Tags").str.split(" "))
  .explode("Tags")
  .groupBy("Tags", "week")
  .agg(...sums)
  .sort(["Tags", "week"]).height;
console.log(rows);
