-- The five tables with SQLite: sqlite3 :memory: -cmd '.mode csv' -cmd '.import FILE raw' < sqlite.sql
create temp table t as
  select Via, Assignee, "Satisfaction Reason" as reason, Tags,
         strftime('%Y-%W', case when "Solved at" = '' then "Created at" else "Solved at" end) as week,
         "Satisfaction Score" in ('Good', 'Bad') as rated, "Satisfaction Score" = 'Bad' as bad
  from raw;
select Via, count(*), sum(rated), sum(bad) from t group by 1 order by 1;
select Assignee, count(*), sum(rated), sum(bad) from t group by 1 order by 1;
select reason, count(*) from t where bad group by 1 order by 1;
select week, count(*), sum(rated), sum(bad) from t group by 1 order by 1;
with recursive parts(tag, rest, week, rated, bad) as (
  select '', Tags || ' ', week, rated, bad from t where Tags <> ''
  union all
  select substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1), week, rated, bad
  from parts where rest <> '')
select tag, week, count(*), sum(rated), sum(bad) from parts where tag <> '' group by 1, 2 order by 1, 2;
