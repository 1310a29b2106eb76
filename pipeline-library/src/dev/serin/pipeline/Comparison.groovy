package dev.serin.pipeline

/** What a run is compared with, as the range of serinPlan and serinBuild. */
class Comparison implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps

  /** On the steps of a pipeline. */
  Comparison(Object steps) {
    this.steps = steps
  }

  /**
   * What the line is compared with. Needs the workspace with the sources.
   *
   * <ol>
   *   <li>A main line: each service with the commit that this job last built it from.
   *   <li>A change request: the commit where it left its target, which is fetched if the clone has it
   *       not; without it the run fails, and says what to do.
   *   <li>Another branch: the same with the main line; without it, like a main line.
   * </ol>
   */
  Map of(Line line) {
    if (line.main) {
      return [sinceBuilt: true]
    }
    String base = 'origin/' + line.target
    if (known(base) || (fetch(line.target) && known(base))) {
      return [from: base, mergeBase: true]
    }
    if (line.kind == Line.CHANGE_REQUEST) {
      steps.error("The clone has no ${base}, which this change request is compared with, and it could not be fetched. "
          + "Add the refspec '+refs/heads/${line.target}:refs/remotes/${base}' to the branch source of this job "
          + '(Behaviours, Specify ref specs).')
    }
    steps.echo("The clone has no ${base}: compared with what this job built last. Say target 'BRANCH' for another one.")
    return [sinceBuilt: true]
  }

  private boolean known(String reference) {
    return steps.sh(label: "is ${reference} here?", returnStatus: true,
        script: "git rev-parse --verify --quiet ${Shell.quoted(reference + '^{commit}')} >/dev/null") == 0
  }

  private boolean fetch(String branch) {
    String refspec = '+refs/heads/' + branch + ':refs/remotes/origin/' + branch
    return steps.sh(label: "fetch ${branch}", returnStatus: true,
        script: "git fetch --quiet --no-tags origin ${Shell.quoted(refspec)}") == 0
  }
}
