package dev.serin.demo.measure;

/** Which version of a service a request was answered by. */
public enum Version {
  /** The version that everybody has used so far. */
  STABLE,
  /** The new version that is being tried. */
  CANARY,
  /** No version answered: the gateway itself refused or lost the request. */
  NONE
}
