// Nothing is rendered: only what the browser would load is weighed.
export default () => new Response();
