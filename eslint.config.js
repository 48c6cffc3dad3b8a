import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Files of one layer may not import the layers above them: see README, Layers. */
const forbid = (files, layers, extra = []) => ({
  files,
  ignores: ["**/*.test.{ts,tsx}"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { regex: `(^|/)(${layers.join("|")})(/|\\.|$)`, message: "Wrong direction: see README, Layers." },
          ...extra,
        ],
      },
    ],
  },
});

const clockAndChance = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The domain is told the time." },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "The domain is told the time.",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "The domain leaves nothing to chance.",
  },
];

const castsAndMarkup = [
  { selector: "TSAsExpression:not([typeAnnotation.typeName.name='const'])", message: "Parse instead of casting." },
  { selector: "TSNonNullExpression", message: "Handle the missing value." },
  { selector: "TSEnumDeclaration", message: "Use an `as const` array." },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
    message: "Text only: what people wrote is never markup.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "build/**",
      "node_modules/**",
      "artefacts/**",
      ".data/**",
      "test/bench/pages-template/build/**",
      "extensions/**/dist/**",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            { from: "package", package: "undici-types", name: "Response" },
          ],
        },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", ...castsAndMarkup],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}", "extensions/*/src/**/*.{ts,tsx}"],
    ignores: ["**/*.test.{ts,tsx}"],
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
      complexity: ["error", 10],
      "no-console": "error",
    },
  },
  {
    files: ["app/routes/**/*.tsx", "app/components/**/*.tsx", "extensions/*/src/**/*.tsx"],
    rules: { "max-lines-per-function": ["error", { max: 90, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["app/domain/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", ...castsAndMarkup, ...clockAndChance] },
  },
  {
    files: ["**/*.test.{ts,tsx}", "test/**"],
    rules: { "no-restricted-syntax": ["error", ...castsAndMarkup.slice(1)] },
  },
  {
    files: ["extensions/*/src/**"],
    ignores: ["**/app-api.ts"],
    rules: { "no-restricted-globals": ["error", { name: "fetch", message: "Only app-api.ts talks to the app." }] },
  },
  forbid(["extensions/**"], ["app", "test", "~"]),
  forbid(
    ["app/domain/**"],
    ["shopify", "db", "jobs", "workflows", "routes", "components", "server", "texts"],
    [
      {
        regex: "^(?!\\.{1,2}/|zod$|temporal-polyfill$)",
        message: "The domain imports the domain, zod and temporal-polyfill.",
      },
    ],
  ),
  forbid(["app/shopify/**"], ["db", "jobs", "workflows", "routes", "components", "server"]),
  forbid(["app/db/**"], ["shopify", "workflows", "routes", "components", "handlers"]),
  forbid(["app/documents/**"], ["shopify", "db", "jobs", "workflows", "routes", "components", "server"]),
  forbid(["app/workflows/**"], ["handlers", "routes", "components", "server"]),
  forbid(["app/jobs/**"], ["routes", "components", "server"]),
  forbid(["app/components/**"], ["db", "shopify", "workflows", "jobs", "server"]),
  forbid(
    ["app/routes/**"],
    ["handlers", "operations", "server"],
    [
      {
        regex: "^(@prisma/client|graphql-request|pg|pg-boss)$",
        message: "Routes go through a workflow or a repository.",
      },
    ],
  ),
);
