import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

interface Props {
  name: string;
  /** `text` is the value as it is read. */
  points: readonly { label: string; value: number | null; text: string }[];
  labelName: (label: string) => string;
}

const HEIGHT = 140;

/** One figure by day, product, person…. The arrow keys walk along the bars, and each is told; the table beside it says the same. */
export function BarPlot({ name, points, labelName }: Props) {
  return (
    <div role="group" aria-label={name}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={[...points]} accessibilityLayer margin={{ top: 4, right: 4, bottom: 0, left: 4 }}>
          <XAxis dataKey="label" tickFormatter={labelName} minTickGap={60} tickLine={false} fontSize={11} />
          <YAxis hide allowDecimals={false} domain={[0, (most: number) => Math.max(1, most)]} />
          <Tooltip
            cursor={{ fill: "var(--p-color-bg-surface-hover)" }}
            labelFormatter={(label) => labelName(String(label))}
            formatter={(_value, _name, item) => [String(item.payload.text), name]}
            isAnimationActive={false}
          />
          <Bar dataKey="value" fill="var(--p-color-bg-fill-emphasis)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
