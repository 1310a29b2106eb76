package dev.serin.dashboards.check;

import dev.serin.dashboards.Dashboards;
import dev.serin.dashboards.grafana.Annotation;
import dev.serin.dashboards.grafana.Dashboard;
import dev.serin.dashboards.grafana.Panel;
import dev.serin.dashboards.grafana.Target;
import dev.serin.dashboards.rules.Rule;
import dev.serin.dashboards.rules.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A query of a dashboard or of a rule.
 *
 * @param where dashboard and panel, or group and rule
 * @param expression PromQL without variables
 * @param kind whether an answer is to be expected
 */
public record Question(String where, String expression, Kind kind) {

  /** Whether an answer is to be expected. */
  public enum Kind {
    /** A panel, an annotation or a recorded series: there must be data. */
    DATA,
    /** An alert: it must be possible to evaluate it; an answer means that it is raised. */
    ALERT
  }

  /**
   * All queries of all dashboards and rules.
   *
   * @param variables values of the dashboards' variables ({@code namespace}, {@code rollout}) and
   *     of Grafana's own ({@code __rate_interval}, {@code __range})
   */
  public static List<Question> all(Map<String, String> variables) {
    List<Question> questions = new ArrayList<>();
    for (Dashboard dashboard : Dashboards.all()) {
      for (Annotation annotation : dashboard.annotations().list()) {
        if (annotation.expr() != null) {
          add(dashboard.title(), annotation.name(), annotation.expr(), variables, questions);
        }
      }
      for (Panel panel : dashboard.panels()) {
        for (Target target : panel.queries()) {
          String title = panel.title() + " " + target.refId();
          add(dashboard.title(), title, target.expr(), variables, questions);
        }
      }
    }
    for (Rule rule : RuleFile.all().rules()) {
      Kind kind = rule.alert() == null ? Kind.DATA : Kind.ALERT;
      questions.add(new Question("rule: " + rule.name(), rule.expr(), kind));
    }
    return questions;
  }

  private static void add(
      String dashboard,
      String title,
      String expression,
      Map<String, String> variables,
      List<Question> questions) {
    questions.add(
        new Question(dashboard + ": " + title, replaced(expression, variables), Kind.DATA));
  }

  /** Longer names first: one may begin with another. */
  static String replaced(String expression, Map<String, String> variables) {
    String result = expression;
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).descendingMap().entrySet()) {
      result = result.replace("$" + variable.getKey(), variable.getValue());
    }
    // What is left is a group in the replacement of label_replace: $1.
    if (result.matches("(?s).*\\$[a-zA-Z_{].*")) {
      throw new IllegalArgumentException("a variable has no value in: " + result);
    }
    return result;
  }
}
