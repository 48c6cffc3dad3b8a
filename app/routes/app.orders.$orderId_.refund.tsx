import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Box, Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { DoorCancel } from "~/components/door-cancel";
import { DoorCases } from "~/components/door-cases";
import { DoorGoodwill } from "~/components/door-goodwill";
import { DoorLines } from "~/components/door-lines";
import { Page } from "~/components/page";
import { PageText } from "~/components/page-text";
import { orderPath } from "~/components/paths";
import { db } from "~/db.server";
import { mayDo } from "~/domain/people/roles";
import { answerOf, invalid, jsonOf, type Answer } from "~/form-answer";
import { authenticateAdmin } from "~/shopify.server";
import { askRefund } from "~/workflows/ask-refund.server";
import { cancelWaitingByStaff } from "~/workflows/cancel-waiting.server";
import { payWithoutGoods, previewWithoutGoods } from "~/workflows/pay-without-goods.server";
import { staffStanding } from "~/workflows/require-role.server";
import { viewOwnDoor } from "~/workflows/view-own-door.server";

/** The number at the end of an order's GID. */
const params = z.object({ orderId: z.string().regex(/^\d{1,20}$/) });

/** What the policy lets be paid on one order. Another shop's order is as unknown as one that does not exist. */
export async function loader({ request, params: raw }: LoaderFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const parsed = params.safeParse(raw);
  const orderId = parsed.success ? `gid://shopify/Order/${parsed.data.orderId}` : "";
  const door = await viewOwnDoor({ shop, orderId, at: new Date() });
  if (door === null) throw Response.json({ error: "order-not-found" }, { status: 404 });
  const { role, anyRolesGiven } = await staffStanding(db, { shop, userId });
  const may = (action: Parameters<typeof mayDo>[2]) => mayDo(role, anyRolesGiven, action);
  return {
    ...door,
    may: { refund: may("refund"), cancel: may("order-queue"), goodwill: may("override") && may("refund") },
  };
}

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("pay"), rmaId: z.string() }),
  z.object({ intent: z.literal("cancel"), cancel: z.string().max(10_000) }),
  z.object({ intent: z.enum(["preview", "goodwill"]), goodwill: z.string().max(1_000_000) }),
]);

/** Each way to pay is the one that exists already: the page only brings them together. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticateAdmin(request);
  const input = form.safeParse(Object.fromEntries(await request.formData()));
  const { status, body } = input.success
    ? await carryOut({ shop, userId, at: new Date() }, input.data)
    : invalid(input.error.issues.map(({ path }) => ({ path: path.join("."), code: "invalid" })));
  return data(body, { status });
}

interface Caller {
  shop: string;
  userId: string;
  at: Date;
}

async function carryOut(caller: Caller, asked: z.output<typeof form>): Promise<Answer> {
  switch (asked.intent) {
    case "pay":
      return answerOf(await askRefund({ ...caller, rmaId: asked.rmaId }));
    case "cancel":
      return answerOf(await cancelWaitingByStaff({ ...caller, input: jsonOf(asked.cancel) }));
    case "preview":
      return answerOf(await previewWithoutGoods({ ...caller, input: jsonOf(asked.goodwill) }));
    case "goodwill":
      return answerOf(await payWithoutGoods({ ...caller, input: jsonOf(asked.goodwill) }));
  }
}

export default function RefundPage() {
  const { order, lines, cases, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const waiting = lines.filter((line) => line.waiting > 0);
  const free = lines.filter((line) => line.free > 0);
  return (
    <Page
      title={t("door.title", { order: order.name })}
      subtitle={t("details.policyVersion", { value: order.policyVersion })}
      backAction={{ content: t("openReturn.back", { order: order.name }), url: orderPath(order.orderId) }}
    >
      <Box paddingBlockEnd="800">
        <BlockStack gap="400">
          <PageText tone="subdued">{t("door.intro")}</PageText>
          <DoorCases cases={cases} mayRefund={may.refund} />
          {waiting.length === 0 ? null : <DoorCancel orderId={order.orderId} lines={waiting} mayCancel={may.cancel} />}
          <DoorLines orderId={order.orderId} lines={lines} />
          {free.length === 0 ? null : <DoorGoodwill orderId={order.orderId} lines={free} mayDecide={may.goodwill} />}
          <PageText>
            <Link url="/app/permissions">{t("door.permissions")}</Link>
          </PageText>
        </BlockStack>
      </Box>
    </Page>
  );
}
