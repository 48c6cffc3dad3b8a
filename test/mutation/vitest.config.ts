import tsconfigPaths from "vite-tsconfig-paths";
import { defineConfig, type Plugin } from "vitest/config";

/**
 * Stryker names the tests that reach a mutant with spaces between their parts, Vitest 5 puts ` > ` there: no test would run,
 * and every mutant would survive (stryker-mutator/stryker-js#6210). The names are read either way.
 */
function namesOfStryker(): Plugin {
  return {
    name: "names-of-stryker",
    configureVitest({ project }) {
      let pattern: RegExp | undefined;
      Object.defineProperty(project.config, "testNamePattern", {
        enumerable: true,
        get: () => pattern,
        set: (given: RegExp | undefined) => {
          pattern = given && new RegExp(given.source.replaceAll(" ", " (?:> )?"));
        },
      });
    },
  };
}

/** What Stryker runs against each mutant: the domain's unit tests, without a database and without the million refunds. */
export default defineConfig({
  plugins: [tsconfigPaths(), namesOfStryker()],
  test: {
    include: ["app/domain/**/*.test.ts"],
    // Pure functions have nothing to keep apart, and each mutant starts sooner.
    isolate: false,
    // Instrumented code is slow, and thousands of random cases slower.
    testTimeout: 60_000,
    exclude: ["app/domain/refund/million-refunds.test.ts"],
  },
});
