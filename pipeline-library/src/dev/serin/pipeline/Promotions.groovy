package dev.serin.pipeline

/** Takes what was built into environments, one after another. */
class Promotions implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps
  private final Settings settings

  /** By the settings of a pipeline. */
  Promotions(Object steps, Settings settings) {
    this.steps = steps
    this.settings = settings
  }

  /** All that the settings name. A rejection ends the run. */
  void run(List<String> built) {
    for (int i = 0; i < settings.promotions.size(); i++) {
      promote(settings.promotions[i], built)
    }
  }

  /**
   * One of them, in a stage of its own; nothing when none of its services was built.
   *
   * @return the answer of serinPromote; null when there was nothing to promote
   */
  Map promote(Map promotion, List<String> built) {
    List<String> services = wanted(promotion, built)
    if (services.isEmpty()) {
      steps.echo("Nothing to promote to ${promotion.to}.")
      return null
    }
    Map answer = null
    steps.stage("Promote to ${promotion.to}") {
      answer = new Engine(steps).promote(to: promotion.to, services: services.join(','))
      if (promotion.body != null) {
        new Workplace(steps, settings).on(settings.agent) {
          promotion.body.call(answer)
        }
      }
    }
    return answer
  }

  private List<String> wanted(Map promotion, List<String> built) {
    List<String> services = []
    for (int i = 0; i < built.size(); i++) {
      if (promotion.services.isEmpty() || promotion.services.contains(built[i])) {
        services.add(built[i])
      }
    }
    return services
  }
}
