package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** How a run ended, in words and as a map for bodies of notifications. */
class Report {

  private Report() {}

  /**
   * The outcome with result, job, number, url and text beside what was built.
   *
   * @param built as {@link Outcome#asMap} gives it
   */
  @NonCPS
  static Map of(Map built, String summary, String result, String job, String number, String url) {
    String text = job + ' #' + number + ' ' + result + ': ' + summary
    return built + [result: result, job: job, number: number, url: url, text: text]
  }

  /** The body of a mail. */
  @NonCPS
  static String mail(Map report) {
    List<String> lines = [report.text, '']
    report.failed.each { lines << (it.name + ' failed in ' + it.stage + ':\n' + it.message + '\n') }
    report.services.each { lines << (it.name + '  ' + it.image) }
    if (report.url) {
      lines << ('\n' + report.url)
    }
    return lines.join('\n')
  }

  /** Whether somebody wants to know. */
  @NonCPS
  static boolean due(String on, String result, String before) {
    switch (on) {
      case 'always':
        return true
      case 'change':
        return result != (before ?: 'SUCCESS')
      default:
        return result != 'SUCCESS'
    }
  }
}
