import dev.serin.pipeline.Plan
import dev.serin.pipeline.ServiceStages
import dev.serin.pipeline.Settings
import dev.serin.pipeline.Setup

/**
 * Builds, tests and containerises the services of a plan in parallel stages, each with its agent.
 * One that fails does not stop the others; its stage is red, and the run unstable (or failed, for a
 * change request).
 *
 * Returns a map of release, services and failed, for microservicesPromote and microservicesNotify.
 * The body has the settings of microservices.
 *
 * <pre>
 * def built = microservicesBuild(plan) {
 *   agent 'linux'
 *   service 'search', label: 'large'
 *   registry 'registry.example/shop', credentials: 'registry'
 * }
 * </pre>
 */
def call(Map plan, Closure body = {}) {
  Setup setup = new Setup(this)
  Settings settings = setup.settings(body)
  List<String> services = Plan.services(plan)
  if (services.isEmpty()) {
    return [release: '', services: [], failed: []]
  }
  return new ServiceStages(this, settings).build(services, plan.range, setup.line(settings)).asMap()
}
