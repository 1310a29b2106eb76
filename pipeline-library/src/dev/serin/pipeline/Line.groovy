package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS
import java.util.regex.Pattern

/** What kind of branch a run is for, and so what it is compared with and how far it goes. */
class Line implements Serializable {

  private static final long serialVersionUID = 1

  /** A branch that releases come from; compared, service by service, with what was built last. */
  static final String MAIN = 'main line'

  /** Compared with where it left its target; never promoted. */
  static final String CHANGE_REQUEST = 'change request'

  /** Any other branch; treated as a change request to the main line. */
  static final String BRANCH = 'branch'

  final String kind
  final String name
  final String target

  Line(String kind, String name, String target) {
    this.kind = kind
    this.name = name
    this.target = target
  }

  /**
   * From the variables that multibranch jobs set.
   *
   * @param branch BRANCH_NAME; empty in a job of one branch, which is a main line then
   * @param changeTarget CHANGE_TARGET; empty unless it is a change request
   * @param primary BRANCH_IS_PRIMARY
   * @param mainLines names of main lines, with {@code *} for any characters
   * @param target what other branches are compared with
   */
  @NonCPS
  static Line of(String branch, String changeTarget, String primary, List<String> mainLines, String target) {
    if (changeTarget) {
      return new Line(CHANGE_REQUEST, branch ?: '', changeTarget)
    }
    if (!branch || primary == 'true' || mainLines.any { matches(it, branch) }) {
      return new Line(MAIN, branch ?: '', '')
    }
    return new Line(BRANCH, branch, target)
  }

  @NonCPS
  private static boolean matches(String pattern, String name) {
    String expression = pattern.split('\\*', -1).collect { it ? Pattern.quote(it) : '' }.join('.*')
    return name ==~ expression
  }

  /** Whether releases of it go into environments. */
  @NonCPS
  boolean isMain() {
    return kind == MAIN
  }
}
