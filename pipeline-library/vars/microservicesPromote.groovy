import dev.serin.pipeline.Outcome
import dev.serin.pipeline.Promotions
import dev.serin.pipeline.Settings
import dev.serin.pipeline.Setup

/**
 * Asks for what was built to go into an environment, in a stage of its own, and waits for people.
 * Holds no executor meanwhile, survives a restart of Jenkins. When nothing of it was built, it goes
 * on at once and returns null; else it returns the promotion: id, environment, release, services,
 * approvals. A rejection ends the run.
 *
 * <pre>
 * microservicesPromote(built, to: 'staging')
 * microservicesPromote(built, to: 'production', services: ['cart', 'orders'])
 * </pre>
 */
def call(Map options, Map built) {
  Settings settings = new Setup(this).settings { promote(options) }
  return new Promotions(this, settings).promote(settings.promotions[0], Outcome.of(built).good())
}
