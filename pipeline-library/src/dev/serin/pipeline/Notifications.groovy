package dev.serin.pipeline

/** Tells people how a run ended. One that cannot be sent is in the log, and changes no result. */
class Notifications implements Serializable {

  private static final long serialVersionUID = 1

  private final Object steps

  /** On the steps of a pipeline. */
  Notifications(Object steps) {
    this.steps = steps
  }

  /**
   * Sends those that are due.
   *
   * @param notifications as the settings keep them
   * @param report of {@link Report#of}
   */
  void send(List<Map> notifications, Map report) {
    String before = steps.currentBuild.previousBuild?.result
    for (int i = 0; i < notifications.size(); i++) {
      Map notification = notifications[i]
      if (Report.due(notification.on, report.result, before)) {
        steps.catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS', message: 'A notification could not be sent') {
          one(notification, report)
        }
      }
    }
  }

  private void one(Map notification, Map report) {
    if (notification.mail) {
      steps.mail(to: notification.mail, subject: report.text, body: Report.mail(report))
    }
    if (notification.body != null) {
      notification.body.call(report)
    }
  }
}
