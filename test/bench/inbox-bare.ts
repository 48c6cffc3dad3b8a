// The floor: Node's HTTP server and the HMAC of the raw body, nothing kept. `PORT` and `SHOPIFY_API_SECRET` are read.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env["SHOPIFY_API_SECRET"] ?? "";

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const hmac = createHmac("sha256", secret);
    for (const chunk of chunks) hmac.update(chunk);
    const given = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]), "base64");
    const expected = hmac.digest();
    response.statusCode = given.length === expected.length && timingSafeEqual(given, expected) ? 200 : 401;
    response.end();
  });
}).listen(Number(process.env["PORT"]), () => console.log("ready"));
