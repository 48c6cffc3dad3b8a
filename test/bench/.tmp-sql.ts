import pg from "pg";
import { startTemporaryPostgres } from "../../scripts/local-postgres.ts";
import { migrate } from "../../scripts/migrate.ts";
import { fillInboxDatabase, BENCH_SHOP } from "./inbox-database.ts";
import { createDeliveryStore } from "~/db/webhook-inbox-store.server";
const server = await startTemporaryPostgres();
const url = server.url("x");
await migrate(url); await fillInboxDatabase(url);
const c = new pg.Client({connectionString:url}); await c.connect();
function order(bytes:number){const lines:any[]=[];const line=(id:number)=>({id,admin_graphql_api_id:`gid://shopify/LineItem/${id*7919}`,sku:`KN-${id}`,title:"Variator kit for 125cc scooters",quantity:1+(id%3),price:`${20+id}.99`,price_set:{shop_money:{amount:`${20+id}.99`,currency_code:"CAD"}},tax_lines:[{title:"QST",rate:0.09975,price:`${id}.05`}],vendor:"Koso"});
 const r=()=>JSON.stringify({id:1,line_items:lines}); while(r().length<bytes) lines.push(line(lines.length)); return Buffer.from(r());}
const full=order(13700), trimmed=order(1000);
const store = createDeliveryStore({url, connections:1, limitMs:5000});
let n=0;
const run = async (label:string, body:Buffer, batchSize=60) => {
  await c.query("truncate webhook_delivery"); await c.query("delete from pgboss.job"); await c.query("vacuum pgboss.job"); await c.query("checkpoint");
  const cpu0 = 0;
  const t=performance.now(); let k=0;
  while (performance.now()-t<2500) { await store.store(Array.from({length:batchSize},()=>({shop:BENCH_SHOP,topic:"orders/create",eventId:`e${n++}`,triggeredAt:new Date(),receivedAt:new Date(),body}))); k++; }
  console.log(label,body.length,batchSize,"rows/s",(k*batchSize/2.5).toFixed(0), "µs/row", (2.5e6/(k*batchSize)).toFixed(0));
};
const both = async (label:string)=>{ await run(label,full); await run(label,trimmed); };
await both("external");
await c.query("alter table webhook_delivery alter column body set storage extended"); await both("pglz");
await c.query("alter table webhook_delivery alter column body set storage external");
await c.query("alter table pgboss.job_common drop constraint q_fkey"); await c.query("alter table pgboss.job_common drop constraint dlq_fkey"); await both("external,noFK");
await c.query("set client_min_messages=error"); await c.query("alter system set fsync=off"); await c.query("select pg_reload_conf()"); await both("external,noFK,fsyncoff");
await c.query("alter table pgboss.job_common add constraint never check (true)");
await c.query(`create rule nojobs as on insert to pgboss.job do instead nothing`).catch(e=>console.log(e.message));
await store.close(); await c.end(); await server.stop();
