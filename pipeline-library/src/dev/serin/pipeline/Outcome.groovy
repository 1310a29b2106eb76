package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/**
 * What a run has built, put together from what each stage answered, whatever their order. Services
 * and failures are maps as docs/schemas/release.schema.json has them.
 */
class Outcome implements Serializable {

  private static final long serialVersionUID = 1

  private String release = ''
  private final Map<String, Map> services = new TreeMap<String, Map>()
  private final Map<String, Map> failed = new TreeMap<String, Map>()

  /** Again from what {@link #asMap} gave. */
  @NonCPS
  static Outcome of(Map built) {
    Outcome outcome = new Outcome()
    outcome.add([metadata: [name: built.release], services: built.services, failed: built.failed])
    return outcome
  }

  /** Adds what a stage's serinBuild returned. */
  @NonCPS
  void add(Map result) {
    release = release ?: (result.metadata?.name ?: '')
    result.services.each { Map service -> services[(String) service.name] = service }
    result.failed.each { Map failure -> failed[(String) failure.name] = failure }
  }

  /** Adds services of a stage that ended without an answer. */
  @NonCPS
  void lost(List<String> names) {
    names.each {
      if (!services.containsKey(it) && !failed.containsKey(it)) {
        failed[it] = [name: it, stage: 'agent', message: 'Its stage ended early; see the log.']
      }
    }
  }

  /** Name of the release; empty while there is none. */
  @NonCPS
  String name() {
    return release
  }

  /** Names of what is good, sorted. */
  @NonCPS
  List<String> good() {
    return new ArrayList<String>(services.keySet())
  }

  /** Names of what failed, sorted. */
  @NonCPS
  List<String> bad() {
    return new ArrayList<String>(failed.keySet())
  }

  /** The same as plain maps and lists: release, services, failed. */
  @NonCPS
  Map asMap() {
    return [release: release, services: new ArrayList<Map>(services.values()), failed: new ArrayList<Map>(failed.values())]
  }

  /** In one line: the release, and what failed. */
  @NonCPS
  String summary() {
    if (services.isEmpty() && failed.isEmpty()) {
      return 'No service is affected'
    }
    String good = services.isEmpty() ? '' : [release, good().join(', ')].findAll { it }.join(': ')
    String bad = failed.isEmpty() ? '' : 'failed: ' + bad().join(', ')
    return [good, bad].findAll { it }.join('; ')
  }

  /** What failed in an answer of serinBuild, in words; empty when nothing did. */
  @NonCPS
  static String failures(Map result) {
    return result.failed.collect { it.name + ' failed in ' + it.stage + ': ' + firstLine(it.message) }.join('; ')
  }

  @NonCPS
  private static String firstLine(Object message) {
    return message == null ? '' : message.toString().trim().split('\n')[0]
  }
}
