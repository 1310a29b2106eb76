/** Why a request cannot be answered, as the client is told it: `{"error": {…}}`. */
export class Problem extends Error {
  constructor(status, code, message, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  static badRequest(message) {
    return new Problem(400, 'bad_request', message);
  }

  toJSON() {
    return { error: { status: this.status, code: this.code, message: this.message } };
  }
}
