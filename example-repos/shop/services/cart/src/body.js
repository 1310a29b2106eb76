import { Problem } from './problem.js';

/** The largest body that is read, in bytes. */
const MAX_BODY = 64 * 1024;

/** Reads a request's body to its end; what is too large is thrown away. */
export function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else reject(tooLarge());
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(Problem.badRequest('the body ended too early')));
  });
}

function tooLarge() {
  return new Problem(413, 'too_large', `${MAX_BODY} bytes at most`, { Connection: 'close' });
}

/** A body as JSON. */
export function parse(body) {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw Problem.badRequest(`the body is not JSON: ${error.message}`);
  }
}
