package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonSlurperClassic

/** What a Jenkinsfile may say inside {@code microservices { … }}. What it leaves out is in defaults.json. */
class Settings implements Serializable {

  private static final long serialVersionUID = 1

  /** Where the defaults are, below resources/. */
  static final String DEFAULTS = 'dev/serin/pipeline/defaults.json'

  private static final List<String> OCCASIONS = ['failure', 'change', 'always']

  BuildAgent agent
  String push = ''
  String pushRequests = ''
  String credentials = ''
  String target
  List<String> mainLines
  int stages
  Closure sources
  final Map<String, BuildAgent> agents = [:]
  final List<Map> checks = []
  final List<Map> promotions = []
  final List<Map> notifications = []
  final List<String> problems = []

  /** The defaults, as JSON. */
  @NonCPS
  static Settings of(String defaults) {
    Map read = (Map) new JsonSlurperClassic().parseText(defaults)
    Settings settings = new Settings()
    settings.agent = BuildAgent.of(read.agent)
    settings.mainLines = (List<String>) read.mainLines
    settings.target = read.target
    settings.stages = (int) read.stages
    return settings
  }

  /**
   * Where everything runs that has no agent of its own: a label, or a pod of the Kubernetes plugin.
   *
   * <pre>agent 'linux &amp;&amp; docker'</pre>
   * <pre>agent pod: podOfJdk, container: 'jdk'    // a text from before microservices { … }</pre>
   */
  @NonCPS
  void agent(Object described) {
    if (described instanceof Map) {
      known('agent', (Map) described, BuildAgent.OPTIONS)
    }
    agent = BuildAgent.of(described)
  }

  /**
   * An agent of its own for a service, described as for {@code agent}.
   *
   * <pre>service 'search', label: 'large'</pre>
   */
  @NonCPS
  void service(Map described, String name) {
    known("service '" + name + "'", described, BuildAgent.OPTIONS)
    agents[name] = BuildAgent.of(described)
  }

  /**
   * Where images of main lines are published, with the id of a user name and password. Change
   * requests publish nothing, unless {@code changeRequests} names a place of their own.
   *
   * <pre>registry 'registry.example/shop', credentials: 'registry', changeRequests: 'registry.example/shop-requests'</pre>
   */
  @NonCPS
  void registry(Map options = [:], String to) {
    known('registry', options, ['credentials', 'changeRequests'])
    push = to
    credentials = options.credentials ?: ''
    pushRequests = options.changeRequests ?: ''
  }

  /**
   * The branches that releases come from, with {@code *} for any characters.
   *
   * <pre>mainLines 'main', 'release/*'</pre>
   */
  @NonCPS
  void mainLines(String... names) {
    mainLines = names.toList()
  }

  /**
   * The branch that branches without a change request are compared with.
   *
   * <pre>target 'develop'</pre>
   */
  @NonCPS
  void target(String branch) {
    target = branch
  }

  /**
   * How many stages a view can show. When more services are affected, several share a stage and its
   * agent.
   *
   * <pre>stages 20</pre>
   */
  @NonCPS
  void stages(int most) {
    if (most < 1) {
      problems << ('stages: at least 1, not ' + most)
    }
    stages = most
  }

  /**
   * Gets the sources, for jobs whose Jenkinsfile is not in the repository of the services.
   *
   * <pre>sources { git 'https://git.example/shop.git' }</pre>
   */
  @NonCPS
  void sources(Closure how) {
    sources = how
  }

  /**
   * A stage of your own on the agent, with the sources, before services are built. When it fails,
   * nothing is built.
   *
   * <pre>check('lint') { sh './lint.sh' }</pre>
   */
  @NonCPS
  void check(String name, Closure body) {
    checks << [name: name, body: body]
  }

  /**
   * Asks for what was built to go into an environment, and waits for people without an executor; on
   * main lines only, one environment after another. {@code services} names some of them; the body,
   * if any, runs on the agent once it is approved, and is told the promotion.
   *
   * <pre>promote to: 'staging'</pre>
   * <pre>promote(to: 'production', services: ['cart', 'orders']) { promotion -&gt; sh './deploy.sh' }</pre>
   */
  @NonCPS
  void promote(Map options, Closure body = null) {
    known('promote', options, ['to', 'services'])
    if (!options.to) {
      problems << "promote: 'to' names the environment, as in: promote to: 'staging'"
    }
    promotions << [to: options.to?.toString(), services: names(options.services), body: body]
  }

  @NonCPS
  private static List<String> names(Object services) {
    if (services == null) {
      return []
    }
    return (services instanceof Collection ? services : services.toString().split(',')).collect { it.toString().trim() }
  }

  /**
   * Who is told how a run ended: by mail, or by a body of your own that is told the outcome.
   * {@code on} is 'failure', 'change' (of the result since the run before) or 'always'.
   *
   * <pre>notifications mail: 'team-checkout@example.org', on: 'change'</pre>
   * <pre>notifications(on: 'always') { outcome -&gt; slackSend message: outcome.text }</pre>
   */
  @NonCPS
  void notifications(Map options, Closure body = null) {
    known('notifications', options, ['mail', 'on'])
    String on = options.on ?: 'failure'
    if (!OCCASIONS.contains(on)) {
      problems << ("notifications: 'on' is one of " + OCCASIONS.join(', ') + ", not '" + on + "'")
    }
    if (!options.mail && body == null) {
      problems << "notifications: say mail: 'address', or give a body"
    }
    notifications << [mail: options.mail?.toString() ?: '', on: on, body: body]
  }

  /** Where images of that line go; empty for nowhere. */
  @NonCPS
  String registryOf(Line line) {
    return line.main ? push : pushRequests
  }

  @NonCPS
  private void known(String what, Map options, List<String> all) {
    List<String> unknown = options.keySet().collect { it.toString() }.findAll { !all.contains(it) }
    if (unknown) {
      problems << (what + ': there is no ' + unknown.join(', ') + '; there are ' + all.join(', '))
    }
  }
}
