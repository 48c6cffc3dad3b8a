/**
 * Preloaded into web and worker (`node --import`): `Date` says what the runner last told, standing still in between.
 * Timers, `performance.now()` and everything else keep running in real time. The product knows nothing of this.
 */

/** What the runner sends: the instant that it is now, in milliseconds since 1970. */
interface ClockMessage {
  clock: number;
}

const RealDate = Date;
let now = Number(process.env["SCENARIO_CLOCK"] ?? RealDate.now());

const isClockMessage = (message: unknown): message is ClockMessage =>
  typeof message === "object" && message !== null && "clock" in message && typeof message.clock === "number";

/** A proxy and not a subclass: `Date()` without `new`, `instanceof` and subclasses all behave as with the real one. */
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
  apply: () => new RealDate(now).toString(),
  get: (target, property, receiver) => (property === "now" ? tellNow : Reflect.get(target, property, receiver)),
});
// `new Date().constructor` leads to the prototype's own link, which would otherwise name the real clock.
Object.defineProperty(RealDate.prototype, "constructor", { value: Date, writable: true, configurable: true });

function tellNow(): number {
  return now;
}

process.on("message", (message) => {
  if (!isClockMessage(message)) return;
  now = message.clock;
  process.send?.({ clockSet: now });
});
// Listening must not keep a process alive that has finished its work.
process.channel?.unref();
