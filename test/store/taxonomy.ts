/** The part of Shopify's product taxonomy that a powersports parts maker uses (Shopify/product-taxonomy, data/categories). */
const NAMES: Readonly<Record<string, string>> = {
  el: "Electronics",
  "el-2": "Audio",
  "el-2-2": "Audio Components",
  "el-2-2-10": "Speakers",
  "el-3": "Circuit Boards & Components",
  "el-3-5": "Passive Circuit Components",
  vp: "Vehicles & Parts",
  "vp-1": "Vehicle Parts & Accessories",
  "vp-1-3": "Motor Vehicle Electronics",
  "vp-1-3-1": "Motor Vehicle A/V Players & In-Dash Systems",
  "vp-1-3-2": "Motor Vehicle Amplifiers",
  "vp-1-3-3": "Motor Vehicle Cassette Adapters",
  "vp-1-3-4": "Motor Vehicle Cassette Players",
  "vp-1-3-5": "Motor Vehicle Equalizers & Crossovers",
  "vp-1-3-6": "Motor Vehicle Parking Cameras",
  "vp-1-3-6-2": "Backup Cameras",
  "vp-1-3-7": "Motor Vehicle Speakerphones",
  "vp-1-3-8": "Motor Vehicle Speakers",
  "vp-1-3-9": "Motor Vehicle Subwoofers",
  "vp-1-3-10": "Motor Vehicle Video Monitor Mounts",
  "vp-1-4": "Motor Vehicle Parts",
  "vp-1-4-1": "Motor Vehicle Braking",
  "vp-1-4-1-7": "Brake Pads",
  "vp-1-4-3": "Motor Vehicle Climate Control",
  "vp-1-4-6": "Motor Vehicle Engine Parts",
  "vp-1-4-6-5": "Ignition Components",
  "vp-1-4-6-6": "Pistons",
  "vp-1-4-7": "Motor Vehicle Engines",
  "vp-1-4-8": "Motor Vehicle Exhaust",
  "vp-1-4-10": "Motor Vehicle Fuel Systems",
  "vp-1-4-10-1": "Carburetors",
  "vp-1-4-12": "Motor Vehicle Lighting",
  "vp-1-4-12-2": "Headlights",
  "vp-1-4-12-7": "Tail Lights",
  "vp-1-4-12-8": "Turn Signals",
  "vp-1-4-13": "Motor Vehicle Mirrors",
  "vp-1-4-14": "Motor Vehicle Power & Electrical Systems",
  "vp-1-4-14-5": "Spark Plugs",
  "vp-1-4-16": "Motor Vehicle Sensors & Gauges",
  "vp-1-4-16-1": "Fuel Level Sensors",
  "vp-1-4-16-2": "Odometers",
  "vp-1-4-16-3": "Oxygen Sensors",
  "vp-1-4-16-4": "Pressure Sensors",
  "vp-1-4-16-5": "Speed Sensors",
  "vp-1-4-16-6": "Speedometers",
  "vp-1-4-16-7": "Tachometers",
  "vp-1-4-16-8": "Temperature Sensors",
  "vp-1-4-17": "Motor Vehicle Suspension Parts",
  "vp-1-4-17-5": "Shock Absorbers",
  "vp-1-4-19": "Motor Vehicle Transmission & Drivetrain Parts",
  "vp-1-4-19-2": "Clutches",
};

const GID = "gid://shopify/TaxonomyCategory/";
const ID = /^[a-z]{2}(-\d+)*$/;

export interface Category {
  /** GID. */
  id: string;
  name: string;
  /** `Vehicles & Parts > Vehicle Parts & Accessories > …`. */
  fullName: string;
  /** GIDs, the parent first and the root last. */
  ancestorIds: readonly string[];
  isLeaf: boolean;
}

/** A category's parents follow from its id: `vp-1-4` lies under `vp-1`. */
function ancestorsOf(id: string): string[] {
  const cut = id.lastIndexOf("-");
  if (cut === -1) return [];
  const parent = id.slice(0, cut);
  return [parent, ...ancestorsOf(parent)];
}

function categoryOf(id: string): Category {
  const ancestors = ancestorsOf(id);
  const path = [id, ...ancestors].reverse();
  return {
    id: GID + id,
    name: NAMES[id] ?? id,
    fullName: path.map((step) => NAMES[step] ?? step).join(" > "),
    ancestorIds: ancestors.map((ancestor) => GID + ancestor),
    isLeaf: !Object.keys(NAMES).some((other) => other.startsWith(`${id}-`)),
  };
}

/**
 * Finds a category by its GID, its id (`vp-1-4-16`), its full name or its own name. An id that is not in the subset is
 * taken as it is, with ancestors from its dashes.
 * @throws Error for a name that the subset does not have.
 */
export function findCategory(given: string): Category {
  const id = given.startsWith(GID) ? given.slice(GID.length) : given;
  if (ID.test(id)) return categoryOf(id);
  const named = Object.keys(NAMES)
    .map(categoryOf)
    .find(({ fullName, name }) => fullName === given || name === given);
  if (!named) throw new Error(`"${given}" is no category of the store's part of the taxonomy.`);
  return named;
}
