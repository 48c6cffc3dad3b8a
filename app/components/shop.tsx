import { createContext, useContext } from "react";

interface ShopFacts {
  timeZone: string;
}

const ShopContext = createContext<ShopFacts>({ timeZone: "UTC" });

export const ShopProvider = ShopContext.Provider;

/** The shop that the page is about. */
export const useShop = (): ShopFacts => useContext(ShopContext);
