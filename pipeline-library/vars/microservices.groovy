import dev.serin.pipeline.Line
import dev.serin.pipeline.Microservices
import dev.serin.pipeline.Settings
import dev.serin.pipeline.Setup

/**
 * The whole pipeline of a repository of microservices, be it one of them or sixty: finds out which
 * services the commits affect, builds, tests and containerises each of them in a stage of its own,
 * and takes what is good into environments. A service that fails does not stop the others.
 *
 * It needs no surrounding node: each stage asks for its agent, and waiting for an approval holds
 * none. On change requests and other branches nothing is promoted. Returns a map of release,
 * services and failed.
 *
 * <pre>
 * &#64;Library('serin') _
 * microservices {
 *   agent 'linux'
 *   registry 'registry.example/shop', credentials: 'registry'
 *   promote to: 'staging'
 *   promote to: 'production'
 *   notifications mail: 'team-checkout@example.org', on: 'change'
 * }
 * </pre>
 */
def call(Closure body = {}) {
  Setup setup = new Setup(this)
  Settings settings = setup.settings(body)
  Line line = setup.line(settings)
  return new Microservices(this, settings, line).run()
}
