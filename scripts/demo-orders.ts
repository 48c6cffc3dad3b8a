import type { AddressInput, OrderInput } from "../test/store/acts/arguments.ts";

const QUEBEC: AddressInput = { country: "CA", province: "QC", city: "Trois-Rivières", zip: "G8Z 1A1" };
const ONTARIO: AddressInput = { country: "CA", province: "ON", city: "Sudbury", zip: "P3A 1A1" };
const VERMONT: AddressInput = { country: "US", province: "VT", city: "Stowe", zip: "05672" };
const MICHIGAN: AddressInput = { country: "US", province: "MI", city: "Marquette", zip: "49855" };
const GUAM: AddressInput = { country: "US", province: "GU", city: "Hagåtña", zip: "96910" };
const FRANCE: AddressInput = { country: "FR", city: "Annecy", zip: "74000" };

export interface DemoOrder extends OrderInput {
  /** Whether it was bought in the region that the warranty covers, as a person would read the policy. */
  isInRegion: boolean;
}

let next = 1000;

function order(customer: string, shipTo: AddressInput, lines: string, more: Partial<OrderInput> = {}): DemoOrder {
  next += 1;
  return {
    name: `#${next}`,
    customer,
    shipTo: { ...shipTo, name: customer },
    lines: lines.split(", ").map(toLine),
    isInRegion: shipTo !== GUAM && shipTo !== FRANCE,
    ...more,
  };
}

/** "2 TR-BELT" */
function toLine(text: string): { sku: string; quantity: number } {
  const [quantity = "", sku = ""] = text.split(" ");
  return { sku, quantity: Number(quantity) };
}

const FRENCH = { locale: "fr-CA" } as const;
const DRAFT = { channel: "draft" } as const;

/** Two dozen customers and what they bought. */
export const ORDERS: readonly DemoOrder[] = [
  order("Émilie Gagnon", QUEBEC, "1 BA-RX2N, 3 TR-BELT", FRENCH),
  order("Jack Miller", VERMONT, "1 TR-VARIO", { shipping: "15.00" }),
  order("Olivier Roy", QUEBEC, "1 KIT-RX2N", FRENCH),
  order("Sarah Nolan", ONTARIO, "1 KIT-DRIVE, 2 EX-GASKET"),
  order("Ben Carter", MICHIGAN, "1 LE-HAWK, 1 LE-INF"),
  order("Chloé Bouchard", QUEBEC, "1 AX-APOLLO", FRENCH),
  order("North Shore Sleds", MICHIGAN, "5 TR-ROLL, 5 TR-BELT", {
    discount: "25.00",
    terms: { dueInDays: 30 },
    paid: false,
  }),
  order("Liam O'Brien", ONTARIO, "1 EX-PIPE"),
  order("Mathis Pelletier", QUEBEC, "3 TR-CLUTCH", FRENCH),
  order("Ava Thompson", VERMONT, "1 BF-TEMP, 1 HW-BRACKET"),
  order("Takoda Reed", GUAM, "1 TR-BELT"),
  order("Nora Lefebvre", QUEBEC, "1 AX-HG13", FRENCH),
  order("Ethan Wright", ONTARIO, "2 TR-ROLL", { discount: "4.00" }),
  order("Camille Morin", FRANCE, "1 TR-VARIO", FRENCH),
  order("Garage Lavoie", QUEBEC, "1 DL-TOOL, 4 EX-GASKET", { ...FRENCH, ...DRAFT }),
  order("Mia Anderson", MICHIGAN, "1 BA-XRSR"),
  order("Félix Côté", QUEBEC, "2 LE-INF, 1 TR-BELT", FRENCH),
  order("Grace Kim", ONTARIO, "1 TR-BELT, 1 TR-ROLL", { shipping: "12.00" }),
  order("Hudson Powersports", VERMONT, "10 EX-GASKET, 6 TR-ROLL"),
  order("Zoé Tremblay", QUEBEC, "1 BF-TACH", FRENCH),
  order("Daniel Fox", MICHIGAN, "1 TR-CLUTCH"),
  order("Léa Fortin", QUEBEC, "1 KIT-DRIVE", FRENCH),
  order("Owen Brooks", ONTARIO, "1 BF-TEMP, 1 TR-VARIO"),
  order("Alice Dubois", QUEBEC, "1 HW-BRACKET, 1 TR-ROLL", FRENCH),
];
