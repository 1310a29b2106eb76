package dev.serin.delivery.affected;

/**
 * A service that the base had and the head has not.
 *
 * @param name its name
 * @param path the folder that it was in
 */
public record RemovedService(String name, String path) {}
