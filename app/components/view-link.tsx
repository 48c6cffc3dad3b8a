import { Link } from "@remix-run/react";

/** One of the views of a list, within a `nav` and its `ul.rma-views`. */
export function ViewLink({ name, to, here }: { name: string; to: string; here: boolean }) {
  return (
    <li>
      <Link className="rma-view" to={to} {...(here ? { "aria-current": "page" } : {})}>
        {name}
      </Link>
    </li>
  );
}
