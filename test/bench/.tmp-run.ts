process.env.NOOP="1";
import { benchInbox } from "./inbox.bench.ts";
console.table(await benchInbox());
