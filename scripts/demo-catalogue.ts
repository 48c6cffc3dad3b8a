import type { ProductInput } from "../test/store/acts/arguments.ts";

/** A product of the demo and, beside it, what a person reading the policy would call it. */
export interface DemoProduct extends ProductInput {
  isElectronic: boolean;
}

const GAUGES = { type: "Gauges", vendor: "KOSO", category: "vp-1-4-16", isElectronic: true } as const;
const LIGHTS = { type: "Lighting", vendor: "KOSO", tags: ["Electronic", "LED"], isElectronic: true } as const;
const GRIPS = { type: "Heated grips", vendor: "KOSO", tags: ["electronic", "winter"], isElectronic: true } as const;
const DRIVE = { type: "Transmission", vendor: "KOSO", category: "vp-1-4-19", isElectronic: false } as const;
const PIPES = { type: "Exhaust", vendor: "Leo Vince", category: "vp-1-4-8", isElectronic: false } as const;

/** What a powersports parts maker sells: parts of every kind that the policy tells apart. */
export const CATALOGUE: readonly DemoProduct[] = [
  { ...GAUGES, sku: "BA-RX2N", title: "RX-2N GP style multimeter", price: "229.95", stock: 12 },
  { ...GAUGES, sku: "BA-XRSR", title: "XR-SR digital speedometer", price: "189.50", stock: 8 },
  { ...GAUGES, sku: "BF-TEMP", title: "Mini temperature gauge", price: "64.99", category: "vp-1-4-16-8", stock: 20 },
  { ...GAUGES, sku: "BF-TACH", title: "D55 tachometer", price: "119.00", category: "vp-1-4-16-7", stock: 0 },
  { ...LIGHTS, sku: "LE-HAWK", title: "Hawkeye LED tail light", price: "84.95", stock: 15 },
  { ...LIGHTS, sku: "LE-INF", title: "Infinity LED turn signals, pair", price: "49.95", stock: 30 },
  { ...GRIPS, sku: "AX-APOLLO", title: "Apollo heated grips", price: "109.95", stock: 10 },
  { ...GRIPS, sku: "AX-HG13", title: "HG-13 heated grips, 130 mm", price: "129.95", stock: 0 },
  { ...DRIVE, sku: "TR-VARIO", title: "Variator kit", price: "136.98", stock: 9 },
  { ...DRIVE, sku: "TR-BELT", title: "Kevlar drive belt", price: "33.33", stock: 25 },
  { ...DRIVE, sku: "TR-ROLL", title: "Roller set 16x13, 6 g", price: "19.99", stock: 40 },
  { ...DRIVE, sku: "TR-CLUTCH", title: "Clutch bell", price: "79.90", stock: 2 },
  { ...PIPES, sku: "EX-PIPE", title: "Stainless exhaust", price: "349.00", stock: 0 },
  { ...PIPES, sku: "EX-GASKET", title: "Exhaust gasket", price: "10.02", stock: 60 },
  { ...DRIVE, sku: "HW-BRACKET", title: "Gauge bracket", price: "24.50", type: "Hardware", stock: 30 },
  { ...DRIVE, sku: "DL-TOOL", title: "Dealer clutch tool", price: "58.00", type: "Tools", listed: false, stock: 5 },
  {
    sku: "KIT-RX2N",
    title: "RX-2N with bracket",
    price: "249.00",
    bundle: [
      { sku: "BA-RX2N", quantity: 1 },
      { sku: "HW-BRACKET", quantity: 1 },
    ],
    isElectronic: true,
  },
  {
    sku: "KIT-DRIVE",
    title: "Drive overhaul kit",
    price: "179.00",
    bundle: [
      { sku: "TR-VARIO", quantity: 1 },
      { sku: "TR-BELT", quantity: 1 },
      { sku: "TR-ROLL", quantity: 1 },
    ],
    isElectronic: false,
  },
];

export const productOf = (sku: string): DemoProduct => {
  const product = CATALOGUE.find((candidate) => candidate.sku === sku);
  if (!product) throw new Error(`The demo sells no ${sku}.`);
  return product;
};
