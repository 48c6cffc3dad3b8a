import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// Generating the client needs no database, but the CLI wants an address to be named.
process.env["DATABASE_URL"] ??= "postgresql://no-database-needed/to-generate";

// The JS engine with a driver adapter needs no binary from Prisma's download host.
export default defineConfig({
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  adapter: async () => new PrismaPg({ connectionString: process.env["DATABASE_URL"] ?? "" }),
});
