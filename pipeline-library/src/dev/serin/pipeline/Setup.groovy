package dev.serin.pipeline

/** Reads settings of a Jenkinsfile, and what the run is for. */
class Setup implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps

  /** On the steps of a pipeline. */
  Setup(Object steps) {
    this.steps = steps
  }

  /**
   * The settings; the run fails with all their problems at once. Bodies inside of the settings call
   * steps later, so the delegate goes back to what it was: in a sandbox nothing else finds them.
   */
  Settings settings(Closure body) {
    Settings settings = Settings.of(steps.libraryResource(Settings.DEFAULTS))
    body.resolveStrategy = Closure.DELEGATE_FIRST
    body.delegate = settings
    body.call()
    body.resolveStrategy = Closure.OWNER_FIRST
    body.delegate = body.owner
    if (!settings.problems.isEmpty()) {
      steps.error(settings.problems.join('\n'))
    }
    return settings
  }

  /** What the run is for. */
  Line line(Settings settings) {
    return Line.of(steps.env.BRANCH_NAME, steps.env.CHANGE_TARGET, steps.env.BRANCH_IS_PRIMARY,
        settings.mainLines, settings.target)
  }
}
