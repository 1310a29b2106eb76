package dev.serin.dashboards.check;

/**
 * What Prometheus said.
 *
 * @param question what it was asked
 * @param series how many series came back
 * @param error why none could; empty if the query could be evaluated
 */
public record Answer(Question question, int series, String error) {

  /** Whether it is as it should be: evaluated, and with data where data is to be expected. */
  public boolean good() {
    return error.isEmpty() && (series > 0 || question.kind() == Question.Kind.ALERT);
  }

  @Override
  public String toString() {
    String what = error.isEmpty() ? series + " series" : error;
    return question.where() + ": " + what + "\n    " + question.expression();
  }
}
