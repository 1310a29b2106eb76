import dev.serin.pipeline.Notifications
import dev.serin.pipeline.Outcome
import dev.serin.pipeline.Report
import dev.serin.pipeline.Settings
import dev.serin.pipeline.Setup

/**
 * Tells people how the run ended, by mail or by a body that is told the outcome: result, job,
 * number, url, text, release, services, failed. The options are those of notifications in
 * microservices. Belongs where it always runs, such as post { always { … } }.
 *
 * <pre>
 * microservicesNotify(built, mail: 'team-checkout@example.org', on: 'change')
 * microservicesNotify(built, on: 'always') { outcome -> slackSend message: outcome.text }
 * </pre>
 */
def call(Map options, Map built, Closure body = null) {
  Settings settings = new Setup(this).settings { notifications(options, body) }
  Map report = Report.of(built, Outcome.of(built).summary(), currentBuild.currentResult, env.JOB_NAME, env.BUILD_NUMBER, env.BUILD_URL)
  new Notifications(this).send(settings.notifications, report)
}
