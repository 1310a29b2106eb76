package dev.serin.delivery.catalog;

/**
 * A component needs another one to be built.
 *
 * @param path path of the component that is needed
 * @param declaredIn file that says so, from the root of the repository
 * @param line line in that file, from 1; 0 when it is not known
 * @param column column in that line, from 1; 0 when it is not known
 * @param reason how it says so, for people: {@code Maven dependency dev.shop:money}
 */
public record Dependency(String path, String declaredIn, int line, int column, String reason) {}
