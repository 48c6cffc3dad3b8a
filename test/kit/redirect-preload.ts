/**
 * Preloaded into web and worker (`node --import`): requests to `https://<shop>.myshopify.com` and for Shopify's result
 * files go to the local store, with their Host kept; any other host outside this machine is refused. The product knows
 * nothing of this.
 */
import { Agent, setGlobalDispatcher, type Dispatcher } from "undici";

const store = process.env["STORE_ORIGIN"];
if (store === undefined) throw new Error("redirect-preload: STORE_ORIGIN names no store.");

const SHOP_HOST = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
/** Where Shopify keeps the results of bulk operations. */
const FILE_HOSTS = new Set(["storage.googleapis.com"]);
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

const redirect: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
  const { hostname, host } = new URL(String(options.origin));
  if (SHOP_HOST.test(hostname) || FILE_HOSTS.has(hostname)) {
    return dispatch({ ...options, origin: store, headers: withHost(options.headers, host) }, handler);
  }
  if (LOOPBACK.has(hostname)) return dispatch(options, handler);
  throw new Error(`Refused: a request to ${hostname}. Only *.myshopify.com and Shopify's files may be called.`);
};

setGlobalDispatcher(new Agent().compose(redirect));

// Whoever started this process and died cannot stop it any more.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
// Listening must not keep a process alive that has finished its work.
process.channel?.unref();

/** Undici takes headers as a flat list, as entries or as a record. */
function withHost(
  headers: Dispatcher.DispatchOptions["headers"],
  host: string,
): NonNullable<Dispatcher.DispatchOptions["headers"]> {
  if (Array.isArray(headers)) return [...headers, "host", host];
  if (headers && Symbol.iterator in headers) return { ...Object.fromEntries(headers), host };
  return { ...headers, host };
}
