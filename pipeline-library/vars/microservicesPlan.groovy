import dev.serin.pipeline.Comparison
import dev.serin.pipeline.Engine
import dev.serin.pipeline.Line
import dev.serin.pipeline.Settings
import dev.serin.pipeline.Setup

/**
 * Finds out which services a run has to build, and why. Needs an agent with the sources of the
 * repository in its workspace. A main line is compared with what this job last built, a change
 * request with where it left its target.
 *
 * Returns the plan (docs/schemas/plan.schema.json) with the range of commits beside it, for
 * microservicesBuild and microservicesAffected. The body has the settings of microservices.
 *
 * <pre>
 * node('linux') {
 *   checkout scm
 *   def plan = microservicesPlan()
 *   echo "affected: ${plan.affected.collect { it.service }}"
 * }
 * </pre>
 */
def call(Closure body = {}) {
  Setup setup = new Setup(this)
  Settings settings = setup.settings(body)
  Line line = setup.line(settings)
  Map range = new Comparison(this).of(line)
  Map plan = new Engine(this).plan(range)
  return plan + [range: range + [to: plan.head]]
}
