package dev.serin.pipeline

import com.cloudbees.groovy.cps.NonCPS

/** Text for a shell. */
class Shell {

  private Shell() {}

  /** One word, whatever is in it. */
  @NonCPS
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'"
  }
}
