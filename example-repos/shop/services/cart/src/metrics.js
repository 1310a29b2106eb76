/** Upper bounds of the histogram's buckets, in seconds; the last bucket has none. */
const BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Counts requests and how long they took, and shows both in Prometheus' text format. The number of
 * series is bounded: methods are a fixed set and routes are those of the service.
 */
export class Metrics {
  #answers = new Map();
  #durations = new Map();

  static contentType = 'text/plain; version=0.0.4; charset=utf-8';

  /** Counts one answered request. */
  count(method, route, code, seconds) {
    const known = METHODS.has(method) ? method : 'OTHER';
    const answer = `code="${code}",method="${known}",route="${route}"`;
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1);
    const operation = `method="${known}",route="${route}"`;
    let histogram = this.#durations.get(operation);
    if (!histogram) {
      histogram = { buckets: new Array(BOUNDS.length + 1).fill(0), sum: 0 };
      this.#durations.set(operation, histogram);
    }
    const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
    histogram.buckets[bucket < 0 ? BOUNDS.length : bucket] += 1;
    histogram.sum += seconds;
  }

  /** Everything counted so far. */
  exposition() {
    const lines = [
      '# HELP http_requests_total Requests answered.',
      '# TYPE http_requests_total counter',
    ];
    for (const [labels, count] of this.#answers) {
      lines.push(`http_requests_total{${labels}} ${count}`);
    }
    lines.push('# HELP http_request_duration_seconds Time from a request to its answer.');
    lines.push('# TYPE http_request_duration_seconds histogram');
    for (const [labels, histogram] of this.#durations) {
      let count = 0;
      histogram.buckets.forEach((inBucket, index) => {
        count += inBucket;
        const bound = BOUNDS[index] ?? '+Inf';
        lines.push(`http_request_duration_seconds_bucket{${labels},le="${bound}"} ${count}`);
      });
      lines.push(`http_request_duration_seconds_sum{${labels}} ${histogram.sum}`);
      lines.push(`http_request_duration_seconds_count{${labels}} ${count}`);
    }
    return lines.join('\n') + '\n';
  }
}
