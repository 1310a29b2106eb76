package dev.serin.pipeline

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException

/**
 * The whole pipeline: from a push to environments.
 *
 * <ol>
 *   <li>Plan: which services the commits affect; and the checks of the Jenkinsfile.
 *   <li>Services: each affected one is built, tested, containerised, in parallel stages.
 *   <li>On main lines: what is good goes into one environment after another.
 *   <li>Whatever happened, people are told.
 * </ol>
 *
 * A run that retries a service (SERIN_RETRY_SERVICE, which the plugin's Retry sets) builds that
 * service alone, from the commit of the run that it retries; what that run built goes into the
 * environments with it.
 */
class Microservices implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps
  private final Settings settings
  private final Line line

  private Outcome outcome = new Outcome()
  private Map range = [:]
  private List<String> carried = []

  /** By settings that are complete. */
  Microservices(Object steps, Settings settings, Line line) {
    this.steps = steps
    this.settings = settings
    this.line = line
  }

  /** Runs it, and returns what was built: release, services, failed. */
  Map run() {
    String result = 'FAILURE'
    try {
      deliver()
      result = steps.currentBuild.currentResult
    } catch (FlowInterruptedException stopped) {
      result = stopped.result.toString()
      throw stopped
    } finally {
      Map report = Report.of(outcome.asMap(), outcome.summary(), result,
          steps.env.JOB_NAME, steps.env.BUILD_NUMBER, steps.env.BUILD_URL)
      new Notifications(steps).send(settings.notifications, report)
    }
    return outcome.asMap()
  }

  private void deliver() {
    List<String> services = plan()
    if (!services.isEmpty()) {
      outcome = new ServiceStages(steps, settings).build(services, range, line)
    }
    steps.currentBuild.description = outcome.summary()
    if (outcome.good().isEmpty() && !outcome.bad().isEmpty()) {
      steps.error('No service could be built: ' + outcome.bad().join(', '))
    }
    if (line.main && !outcome.good().isEmpty()) {
      new Promotions(steps, settings).run(outcome.good() + carried)
    }
  }

  /** The services to build. */
  private List<String> plan() {
    List<String> services = []
    steps.stage('Plan') {
      new Workplace(steps, settings).on(settings.agent) {
        range = new Comparison(steps).of(line)
        Retry retry = Retry.of(steps.env.SERIN_RETRY_SERVICE, steps.env.SERIN_RETRY_COMMIT, steps.env.SERIN_RETRY_CARRIED)
        if (retry == null) {
          Map plan = new Engine(steps).plan(range)
          range = range + [to: plan.head]
          services = Plan.services(plan)
          steps.echo(Plan.text(plan))
        } else {
          range = range + [to: retry.commit]
          services = [retry.service]
          carried = retry.carried
        }
        runChecks()
      }
    }
    return services
  }

  private void runChecks() {
    for (int i = 0; i < settings.checks.size(); i++) {
      Map check = settings.checks[i]
      steps.stage(check.name) {
        check.body.call()
      }
    }
  }
}
