import { HttpService } from './http-service.js';
import { log } from './log.js';

/** Runs a service where HOST and PORT say, until the process is told to end. */
export async function runService(name, routes, environment) {
  const service = new HttpService(name, routes, { servedBy: environment.HOSTNAME });
  const host = environment.HOST ?? '0.0.0.0';
  const port = environment.PORT ?? '8080';
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535) {
    return fail(`${name}: PORT is a number from 0 to 65535, not "${port}"`);
  }
  try {
    await service.start(host, Number(port));
  } catch (error) {
    return fail(`${name}: cannot listen on ${host}:${port}: ${error.message}`);
  }
  log(name, 'info', 'started', { address: `${host}:${service.port}` });
  const stop = async () => {
    log(name, 'info', 'stopping');
    await service.stop();
    log(name, 'info', 'stopped', { requests: service.requests });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
