/** Writes what happens to the service as a whole, one JSON object a line. */
export function log(service, level, event, more = {}) {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, service, event, ...more }));
}
