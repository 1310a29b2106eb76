package dev.serin.jenkins.engine;

/**
 * Where one version of the engine is on an agent.
 *
 * @param jar path of the command line
 * @param archive path of its class-data archive, which may be missing
 */
record EngineFiles(String jar, String archive) {}
