import { describe, expect, it } from "vitest";
import { anRma, aReturnLineOf } from "../../../test/builders/rma.ts";
import { unpaidUnits, sumOf } from "./rma";
import { acceptWithoutGoods, withoutFee } from "./goods-stay";

describe("goods that an override leaves with the customer (R9, R12)", () => {
  it("count as received and accepted, every unit of them, and wait for their money", () => {
    const rma = anRma({ status: "approved", returnLines: [aReturnLineOf(2), aReturnLineOf(1, { lineId: "other" })] });
    const after = acceptWithoutGoods(rma);

    expect(after).toMatchObject({ ok: true, value: { status: "inspected" } });
    expect(after.ok && sumOf(after.value, unpaidUnits)).toBe(3);
  });

  it.each(["requested", "settled", "cancelled"] as const)("are none of a case that is %s", (status) => {
    const after = acceptWithoutGoods(anRma({ status, returnLines: [aReturnLineOf(1)] }));

    expect(after).toMatchObject({ ok: false, error: { code: "not-allowed-now" } });
  });

  it("come back without their fee only where it is waived", () => {
    const rma = anRma({ returnLines: [aReturnLineOf(1, { feeBasisPoints: 2_500 })] });

    expect(withoutFee(rma).returnLines).toMatchObject([{ feeBasisPoints: 0, quantity: 1 }]);
  });
});
