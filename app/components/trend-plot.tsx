import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

interface Props {
  name: string;
  points: readonly { day: string; value: number | null }[];
  shown: (value: number | null) => string;
  dayName: (day: string) => string;
}

const HEIGHT = 140;

/** One figure by day. The arrow keys walk along the bars, and each is told; the table beside it says the same. */
export function TrendPlot({ name, points, shown, dayName }: Props) {
  return (
    <div role="group" aria-label={name}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={[...points]} accessibilityLayer margin={{ top: 4, right: 4, bottom: 0, left: 4 }}>
          <XAxis dataKey="day" tickFormatter={dayName} minTickGap={60} tickLine={false} fontSize={11} />
          <YAxis hide allowDecimals={false} domain={[0, (most: number) => Math.max(1, most)]} />
          <Tooltip
            cursor={{ fill: "var(--p-color-bg-surface-hover)" }}
            labelFormatter={(day) => dayName(String(day))}
            formatter={(value) => [shown(Number(value)), name]}
            isAnimationActive={false}
          />
          <Bar dataKey="value" fill="var(--p-color-bg-fill-emphasis)" isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
